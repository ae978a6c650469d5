import * as z from 'zod';
import { describeServices, isDeploying, type Service } from '../aws/ecs/services.ts';
import { describeTaskProtection, runningTasks, type Task } from '../aws/ecs/tasks.ts';
import type { StopTaskChange } from '../changes/change.ts';
import { countAfter, type Effect, stoppedTasks } from '../changes/effects.ts';
import { readEffects } from '../changes/lease.ts';
import { type CommandContext, defineChange } from './line/command.ts';
import { findService } from './line/find-service.ts';
import { findTask, meansTask } from './line/find-task.ts';
import { Refusal } from './line/problem.ts';

/** `/ecs stop-task <target|task>`: `aws ecs stop-task`; for a service, the task that has run longest. */
export const stopTask = defineChange({
  name: 'stop-task',
  words: [{ name: 'target', hint: 'cluster/service|task' }],
  examples: ['stop-task hands-on/hello-world'],
  args: z.object({ target: z.string() }),
  async run({ target }, context) {
    const isTask = await meansTask(context.ecs, target);
    return isTask ? oneTask(target, context) : oldestTask(target, context);
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

/** The change that stops this task; `service` is the one it belongs to. */
export function stopChange(task: Task, service: Service | undefined): StopTaskChange {
  return {
    type: 'stop-task',
    target:
      service === undefined
        ? { cluster: task.cluster, task: task.id }
        : { cluster: task.cluster, service: service.name },
    taskArn: task.arn,
    before: {
      runningCount: service?.runningCount ?? 1,
      desiredCount: service?.desiredCount ?? 0,
      taskDefinition: task.taskDefinition,
      ...(task.startedAt && { startedAt: task.startedAt.toISOString() }),
      ...(task.zone !== undefined && { zone: task.zone }),
    },
  };
}

/**
 * `/ecs drill <target>`: stops the task that has run longest, as `aws ecs stop-task` does, times the recovery and closes with a verdict.
 * Only where it is safe: in a steady service with at least two tasks, one of which is not protected.
 */
export const drill = defineChange({
  name: 'drill',
  words: [{ name: 'target', hint: 'cluster/service' }],
  examples: ['drill shop/web'],
  args: z.object({ target: z.string() }),
  async run({ target: given }, context) {
    const { ecs } = context;
    const service = await findService(ecs, given);
    const { cluster, name } = service;
    const refuse = (why: 'deploying' | 'notSteady' | 'tooFew' | 'protected' | 'unhealthy') =>
      new Refusal({ code: 'drillUnsafe', target: `${cluster}/${name}`, why });
    if (service.status !== 'ACTIVE') {
      throw new Refusal({ code: 'serviceDraining', target: `${cluster}/${name}` });
    }
    if (isDeploying(service)) throw refuse('deploying');
    const recent = await readEffects({ target: { cluster, service: name } }, context);
    if (!isSteady(service, recent)) throw refuse('notSteady');
    if (service.desiredCount < 2) throw refuse('tooFew');
    const tasks = await runningTasks(ecs, cluster, name);
    const stopped = stoppedTasks(recent);
    if (tasks.some(({ arn }) => stopped.has(arn))) throw refuse('notSteady');
    if (tasks.some(({ health }) => health === 'UNHEALTHY')) throw refuse('unhealthy');
    const protections = await describeTaskProtection(
      ecs,
      cluster,
      tasks.map(({ arn }) => arn),
    );
    const isProtected = new Set(
      protections.filter((protection) => protection.isProtected).map(({ taskArn }) => taskArn),
    );
    const task = tasks.find(({ arn }) => !isProtected.has(arn));
    if (task === undefined) throw refuse('protected');
    return { ...stopChange(task, service), drill: true };
  },
});

function isSteady({ desiredCount, runningCount, pendingCount }: Service, recent: readonly Effect[]): boolean {
  return runningCount === countAfter(desiredCount, recent) && pendingCount === 0;
}
