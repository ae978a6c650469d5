import * as z from 'zod/mini';
import { imageTag } from '../ecs/image-tag.ts';
import { nameFromArn } from '../ecs/name-from-arn.ts';
import type { Target } from '../ecs/target.ts';
import type { TaskFact, TaskState } from '../episodes/fact.ts';
import { masked } from '../logs/masked.ts';
import type { BridgeEvent } from './bridge-event.ts';
import { defined } from './defined.ts';
import type { Incoming } from './incoming.ts';
import { timeSchema } from './time-schema.ts';

/** The part of a task that is needed; the event's `detail` is DescribeTasks' task, with times as texts. */
const schema = z.looseObject({
  taskArn: z.string(),
  clusterArn: z.string(),
  version: z.number(),
  lastStatus: z.string(),
  desiredStatus: z.string(),
  taskDefinitionArn: z.string(),
  group: z.optional(z.string()),
  startedBy: z.optional(z.string()),
  healthStatus: z.optional(z.string()),
  createdAt: z.optional(timeSchema),
  updatedAt: z.optional(timeSchema),
  startedAt: z.optional(timeSchema),
  stoppingAt: z.optional(timeSchema),
  stoppedAt: z.optional(timeSchema),
  stopCode: z.optional(z.string()),
  stoppedReason: z.optional(z.string()),
  containers: z.optional(
    z.array(
      z.looseObject({
        name: z.optional(z.string()),
        exitCode: z.optional(z.number()),
        reason: z.optional(z.string()),
        image: z.optional(z.string()),
      }),
    ),
  ),
});

type TaskDetail = z.output<typeof schema>;

/** ECS's longest texts are not told in full. */
const mostText = 300;

/** `ECS Task State Change`. */
export function readTaskEvent({ detail, time }: BridgeEvent): Incoming {
  const task = schema.parse(detail);
  return { type: 'fact', target: targetOf(task), fact: toFact(task, time ?? 0) };
}

function targetOf({ clusterArn, group, taskArn }: TaskDetail): Target {
  const cluster = nameFromArn(clusterArn);
  return group?.startsWith('service:')
    ? { cluster, service: group.slice('service:'.length) }
    : { cluster, task: nameFromArn(taskArn) };
}

function toFact(task: TaskDetail, time: number): TaskFact {
  const updatedAt = task.updatedAt ?? time;
  const image = task.containers?.[0]?.image;
  const isStopping = task.desiredStatus === 'STOPPED' || task.lastStatus === 'STOPPED';
  return {
    kind: 'task',
    id: nameFromArn(task.taskArn),
    version: task.version,
    updatedAt,
    lastStatus: task.lastStatus,
    desiredStatus: task.desiredStatus,
    taskDefinition: nameFromArn(task.taskDefinitionArn),
    ...defined({
      startedBy: task.startedBy,
      healthStatus: task.healthStatus,
      createdAt: task.createdAt,
      startedAt: task.startedAt,
      healthyAt: task.healthStatus === 'HEALTHY' ? updatedAt : undefined,
      stoppingAt: task.stoppingAt ?? (isStopping ? (task.stoppedAt ?? updatedAt) : undefined),
      stoppedAt: task.stoppedAt,
      stopCode: task.stopCode,
      stoppedReason: masked(task.stoppedReason)?.slice(0, mostText),
      exit: isStopping ? exitOf(task) : undefined,
      // ECS lists the containers of a task in no promised order: of several it is not known which is the first.
      imageTag: image !== undefined && task.containers?.length === 1 ? imageTag(image) : undefined,
    }),
  };
}

/** The container that explains the stop: one that failed before one that says why, before one that ended well. */
function exitOf({ containers = [] }: TaskDetail): TaskState['exit'] {
  const failed = containers.find(({ exitCode = 0 }) => exitCode !== 0);
  const found =
    failed ??
    containers.find(({ reason }) => reason !== undefined) ??
    containers.find(({ exitCode }) => exitCode !== undefined);
  if (found === undefined) return undefined;
  const reason = masked(found.reason)?.slice(0, mostText);
  return { container: found.name ?? '', ...defined({ code: found.exitCode, reason }) };
}
