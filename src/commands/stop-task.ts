import type { ECSClient } from '@aws-sdk/client-ecs';
import * as z from 'zod';
import type { StopTaskChange } from '../changes/change.ts';
import { describeServices } from '../ecs/describe-services.ts';
import { runningTasks } from '../ecs/running-tasks.ts';
import { defineCommand } from './define-command.ts';
import { findService } from './find-service.ts';
import { findTask } from './find-task.ts';
import { meansTask } from './is-task-target.ts';
import { Refusal } from './refusal.ts';
import { stopChange } from './stop-change.ts';

/** `/ecs stop-task <target|task>`: `aws ecs stop-task`; of a service the task that has run longest. */
export const stopTask = defineCommand({
  name: 'stop-task',
  kind: 'change',
  words: [{ name: 'target', hint: 'cluster/service|task' }],
  flags: [],
  examples: ['stop-task hands-on/hello-world'],
  args: z.object({ target: z.string() }),
  async run({ target }, { ecs }) {
    const change = (await meansTask(ecs, target))
      ? await oneTask(ecs, target)
      : await oldestTask(ecs, target);
    return { type: 'change', change };
  },
});

async function oneTask(ecs: ECSClient, given: string): Promise<StopTaskChange> {
  const task = await findTask(ecs, given);
  if (task.desiredStatus === 'STOPPED') {
    const target = `${task.cluster}/${task.service ?? task.id}`;
    throw new Refusal({ code: 'taskAlreadyStopping', task: task.id, target });
  }
  const [service] =
    task.service === undefined ? [] : await describeServices(ecs, task.cluster, [task.service]);
  return stopChange(task, service);
}

async function oldestTask(ecs: ECSClient, given: string): Promise<StopTaskChange> {
  const service = await findService(ecs, given);
  const [oldest] = await runningTasks(ecs, service.cluster, service.name);
  if (!oldest) {
    throw new Refusal({ code: 'noRunningTask', target: `${service.cluster}/${service.name}` });
  }
  return stopChange(oldest, service);
}
