import * as z from 'zod';
import type { StopTaskChange } from '../changes/change.ts';
import { stoppedTasks } from '../changes/effects.ts';
import { readEffects } from '../changes/lease.ts';
import { describeServices } from '../ecs/describe-services.ts';
import { runningTasks } from '../ecs/running-tasks.ts';
import type { CommandContext } from './command-context.ts';
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
  async run({ target }, context) {
    const isTask = await meansTask(context.ecs, target);
    const change = await (isTask ? oneTask(target, context) : oldestTask(target, context));
    return { type: 'change', change };
  },
});

type Context = Pick<CommandContext, 'ecs' | 'store' | 'now'>;

async function oneTask(given: string, context: Context): Promise<StopTaskChange> {
  const { ecs } = context;
  const task = await findTask(ecs, given);
  const { cluster, service: name } = task;
  const recent = await readEffects({ target: { cluster, service: name ?? task.id } }, context);
  if (task.desiredStatus === 'STOPPED' || stoppedTasks(recent).has(task.arn)) {
    const target = `${cluster}/${name ?? task.id}`;
    throw new Refusal({ code: 'taskAlreadyStopping', task: task.id, target });
  }
  const [service] =
    task.service === undefined ? [] : await describeServices(ecs, task.cluster, [task.service]);
  return stopChange(task, service);
}

async function oldestTask(given: string, context: Context): Promise<StopTaskChange> {
  const { ecs } = context;
  const service = await findService(ecs, given);
  const { cluster, name } = service;
  const stopped = stoppedTasks(await readEffects({ target: { cluster, service: name } }, context));
  const oldest = (await runningTasks(ecs, cluster, name)).find(({ arn }) => !stopped.has(arn));
  if (!oldest) {
    throw new Refusal({ code: 'noRunningTask', target: `${cluster}/${name}` });
  }
  return stopChange(oldest, service);
}
