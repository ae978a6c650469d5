import { describeServices } from '../ecs/describe-services.ts';
import { describeTasks } from '../ecs/describe-tasks.ts';
import { stopTask } from '../ecs/stop-task.ts';
import type { StopTaskChange } from './change.ts';
import type { ChangeKind } from './change-kind.ts';

/** A stop moves when its task is gone, or has become the only one that runs: then the card must say "outage". */
export const stopTaskKind: ChangeKind<StopTaskChange> = {
  async hasMoved(ecs, { target, taskArn, before }) {
    const [task] = await describeTasks(ecs, target.cluster, [taskArn]);
    if (task === undefined || task.desiredStatus === 'STOPPED') return true;
    if (!('service' in target)) return false;
    const [service] = await describeServices(ecs, target.cluster, [target.service]);
    return before.runningCount > 1 && (service?.runningCount ?? 0) <= 1;
  },
  apply: (ecs, { target, taskArn }, askedBy) =>
    stopTask(ecs, target.cluster, taskArn, `Stopped from Slack by ${askedBy}`),
};
