import * as z from 'zod/mini';
import { imageTag } from '../ecs/image-tag.ts';
import { nameFromArn } from '../ecs/name-from-arn.ts';
import { familyOf, type Target } from '../ecs/target.ts';
import type { TaskFact, TaskState } from '../episodes/fact.ts';
import { decidingContainer } from '../episodes/stop-reasons/containers.ts';
import { endingMs, explainStop, type StoppedTask, shorten } from '../episodes/stop-reasons/explain.ts';
import { masked } from '../redact/redact.ts';
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
  createdAt: z.optional(timeSchema),
  updatedAt: z.optional(timeSchema),
  startedAt: z.optional(timeSchema),
  stoppingAt: z.optional(timeSchema),
  executionStoppedAt: z.optional(timeSchema),
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

/** So much of ECS's texts is kept, once they are explained. */
const mostText = 300;

/** `ECS Task State Change`. No event carries a task's health. */
export function readTaskEvent({ detail, time }: BridgeEvent): Incoming {
  const task = schema.parse(detail);
  const target = targetOf(task);
  const stop = isStopping(task) ? toStop(task, !('service' in target)) : undefined;
  return { type: 'fact', target, fact: toFact(task, stop, time ?? 0), ...(stop && { stop }) };
}

/** The fact with the reason that its stop has when it is known which of its containers are essential. */
export function withReason<Fact extends TaskState>(fact: Fact, stop: StoppedTask): Fact {
  const { expected: _, ...why } = explainStop(stop);
  return { ...fact, why };
}

function isStopping({ desiredStatus, lastStatus }: TaskDetail): boolean {
  return desiredStatus === 'STOPPED' || lastStatus === 'STOPPED';
}

/** Texts whole, but for what ECS quotes of others that may be a secret. */
function toStop(task: TaskDetail, standalone: boolean): StoppedTask {
  return {
    stopCode: task.stopCode,
    stoppedReason: masked(task.stoppedReason),
    containers: (task.containers ?? []).map(({ name, exitCode, reason }) => ({
      ...{ name, exitCode, reason: masked(reason) },
    })),
    standalone,
    endingMs: endingMs(task),
  };
}

function targetOf({ clusterArn, group, taskDefinitionArn }: TaskDetail): Target {
  const cluster = nameFromArn(clusterArn);
  return group?.startsWith('service:')
    ? { cluster, service: group.slice('service:'.length) }
    : { cluster, family: familyOf(nameFromArn(taskDefinitionArn)) };
}

function toFact(task: TaskDetail, stop: StoppedTask | undefined, time: number): TaskFact {
  const updatedAt = task.updatedAt ?? time;
  const image = task.containers?.[0]?.image;
  const fact: TaskFact = {
    kind: 'task',
    id: nameFromArn(task.taskArn),
    version: task.version,
    updatedAt,
    lastStatus: task.lastStatus,
    desiredStatus: task.desiredStatus,
    taskDefinition: nameFromArn(task.taskDefinitionArn),
    ...defined({
      startedBy: task.startedBy?.slice(0, mostText),
      createdAt: task.createdAt,
      startedAt: task.startedAt,
      stoppingAt: task.stoppingAt ?? (stop && (task.stoppedAt ?? updatedAt)),
      stoppedAt: task.stoppedAt,
      ...(stop && keptOfStop(stop)),
      // ECS lists the containers of a task in no promised order: of several it is not known which is the first.
      imageTag: image !== undefined && task.containers?.length === 1 ? imageTag(image) : undefined,
    }),
  };
  return stop === undefined ? fact : withReason(fact, stop);
}

/** What a fact keeps of the texts of a stop. */
export function keptOfStop(stop: StoppedTask): Pick<TaskState, 'stopCode' | 'stoppedReason' | 'exit'> {
  const { stopCode, stoppedReason } = stop;
  return defined({ stopCode, stoppedReason: short(stoppedReason), exit: exitOf(stop) });
}

function exitOf(stop: StoppedTask): TaskState['exit'] {
  const found = decidingContainer(stop.containers ?? [], stop);
  if (found === undefined) return undefined;
  return { container: found.name ?? '', ...defined({ code: found.exitCode, reason: short(found.reason) }) };
}

function short(text: string | undefined): string | undefined {
  return text === undefined ? undefined : shorten(text, mostText);
}
