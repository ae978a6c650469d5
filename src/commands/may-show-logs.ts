import { describeServices } from '../ecs/describe-services.ts';
import type { Task } from '../ecs/task.ts';
import { logsAllowed } from '../logs/logs-allowed.ts';
import type { CommandContext } from './command-context.ts';

/** Whether a task's log may be shown: as its service's tag says, else the setting. 1 DescribeServices for a service's task. */
export async function mayShowLogs(
  { cluster, service }: Pick<Task, 'cluster' | 'service'>,
  { ecs, logsOn }: Pick<CommandContext, 'ecs' | 'logsOn'>,
): Promise<boolean> {
  const [found] = service === undefined ? [] : await describeServices(ecs, cluster, [service], ['TAGS']);
  return logsAllowed(found?.tags ?? {}, logsOn);
}
