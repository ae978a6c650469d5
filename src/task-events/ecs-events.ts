import * as z from 'zod/mini';
import { familyOf, imageTag, nameFromArn, type Target } from '../aws/ecs/target.ts';
import type { DeploymentFact, EventFact, TaskFact, TaskState } from '../episodes/facts.ts';
import {
  decidingContainer,
  endingMs,
  explainStop,
  type StoppedTask,
  shorten,
} from '../episodes/stop-reasons/explain.ts';
import { shortDigest } from '../messages/mrkdwn.ts';
import { masked, maskSecrets } from '../redact/redact.ts';

/** What an event says about a target. */
export interface IncomingFact {
  readonly type: 'fact';
  readonly target: Target;
  readonly fact: EventFact;
  /** What the event says about a task's stop, in full. */
  readonly stop?: StoppedTask;
}

/** A message that is no news. */
export interface Ignored {
  readonly type: 'ignored';
  readonly why: string;
}

/** An ISO time, with or without fractions of a second, as epoch milliseconds. */
export const timeSchema = z.pipe(
  z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)), 'not a time')),
  z.transform((text) => Date.parse(text)),
);

/** The fields of every EventBridge event. `id` and `time` are missing in events that the bot sends to itself. */
export const bridgeEventSchema = z.looseObject({
  id: z.optional(z.string()),
  source: z.string(),
  'detail-type': z.string(),
  time: z.optional(timeSchema),
  resources: z.optional(z.array(z.string())),
  detail: z.looseObject({}),
});

/** An EventBridge event; `time` in epoch milliseconds. */
export type BridgeEvent = z.output<typeof bridgeEventSchema>;

/** The event in a message of the events queue; undefined for anything else, which fails where it is handled. */
export function eventOf(body: string): BridgeEvent | undefined {
  try {
    return bridgeEventSchema.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** The properties that have a value: a table item can't hold `undefined`. */
export function defined<Values extends object>(
  values: Values,
): { [Key in keyof Values]?: Exclude<Values[Key], undefined> } {
  const found = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(found) as { [Key in keyof Values]?: Exclude<Values[Key], undefined> };
}

const serviceEventSchema = z.looseObject({
  eventName: z.string(),
  eventType: z.optional(z.string()),
  clusterArn: z.optional(z.string()),
  serviceName: z.optional(z.string()),
  service: z.optional(z.string()),
  deploymentId: z.optional(z.string()),
  createdAt: z.optional(timeSchema),
  updatedAt: z.optional(timeSchema),
  reason: z.optional(z.string()),
});

type ServiceDetail = z.output<typeof serviceEventSchema>;

/** Deployment events also arrive as service actions, so the name decides, not the detail-type. */
const deploymentStates: Readonly<Record<string, DeploymentFact['state']>> = {
  SERVICE_DEPLOYMENT_IN_PROGRESS: 'IN_PROGRESS',
  SERVICE_DEPLOYMENT_COMPLETED: 'COMPLETED',
  SERVICE_DEPLOYMENT_FAILED: 'FAILED',
};

/** INFO events that explain something: the desired count was changed by ECS, tasks were moved between zones. */
const explanations = new Set([
  'SERVICE_DESIRED_COUNT_UPDATED',
  'SERVICE_REBALANCING_STARTED',
  'SERVICE_REBALANCING_COMPLETED',
]);

/** Reads `ECS Service Action` and `ECS Deployment State Change`. What only informs (a steady state, repeated for hours) is ignored. */
export function readServiceEvent(event: BridgeEvent): IncomingFact | Ignored {
  const detail = serviceEventSchema.parse(event.detail);
  const target = serviceOf(event, detail);
  const fact = toServiceFact(event, detail);
  if (target === undefined || fact === undefined) return { type: 'ignored', why: detail.eventName };
  return { type: 'fact', target, fact };
}

/**
 * From `service/<cluster>/<service>`; an old-format ARN lacks the cluster, which then only some events contain. ECS also names the service in
 * `serviceName` or in `service`, depending on what made the event.
 */
function serviceOf({ resources = [] }: BridgeEvent, { clusterArn, ...named }: ServiceDetail) {
  const arn = [...resources, named.serviceName, named.service].find((text) => text?.includes(':service/'));
  const path = (arn?.split(':service/')[1] ?? named.serviceName ?? named.service)?.split('/');
  if (path === undefined) return undefined;
  const [cluster, service] = path.length > 1 ? path : [clusterArn && nameFromArn(clusterArn), path[0]];
  return cluster && service ? { cluster, service } : undefined;
}

function toServiceFact(event: BridgeEvent, detail: ServiceDetail): EventFact | undefined {
  const { eventName, deploymentId, eventType } = detail;
  const at = detail.updatedAt ?? detail.createdAt ?? event.time;
  if (at === undefined) return undefined;
  const reason = detail.reason === undefined ? {} : { reason: shorten(maskSecrets(detail.reason), 300) };
  const state = Object.hasOwn(deploymentStates, eventName) ? deploymentStates[eventName] : undefined;
  if (state !== undefined && deploymentId !== undefined) {
    return { kind: 'deployment', id: deploymentId, state, at, ...reason };
  }
  if ((eventType === 'INFO' && !explanations.has(eventName)) || event.id === undefined) return undefined;
  const type = eventType === undefined ? {} : { eventType: eventType.slice(0, 20) };
  return {
    kind: 'service-action',
    eventId: event.id,
    eventName: eventName.slice(0, 100),
    ...type,
    at,
    ...reason,
  };
}

const hookEventSchema = z.looseObject({
  eventName: z.string(),
  hookId: z.string(),
  hookType: z.optional(z.string()),
  serviceDeploymentArn: z.string(),
  lifecycleStage: z.optional(z.string()),
  expiresAt: z.optional(timeSchema),
  updatedAt: z.optional(timeSchema),
});

/** Reads `ECS Hook State Change`. It says neither which revision waits nor what happens when the hook's time is over: ECS is asked for these. */
export function readHookEvent(event: BridgeEvent): IncomingFact | Ignored {
  const detail = hookEventSchema.parse(event.detail);
  const { eventName, hookId, hookType = 'PAUSE', serviceDeploymentArn, lifecycleStage, expiresAt } = detail;
  const at = detail.updatedAt ?? event.time;
  // `…:service-deployment/<cluster>/<service>/<id>`
  const [, cluster, service, deployment] = serviceDeploymentArn.split('/');
  if (!eventName.startsWith('HOOK_') || !cluster || !service || !deployment || at === undefined) {
    return { type: 'ignored', why: eventName };
  }
  const fact = {
    kind: 'hook',
    id: hookId.slice(0, 100),
    deployment: deployment.slice(0, 100),
    state: eventName.slice('HOOK_'.length, 50),
    at,
    type: hookType.slice(0, 50),
    ...defined({ stage: lifecycleStage?.slice(0, 50), expiresAt }),
  } as const;
  return { type: 'fact', target: { cluster, service }, fact };
}

/** The part of a task that is needed; the event's `detail` is a task as in DescribeTasks, with times as strings. */
const taskEventSchema = z.looseObject({
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
        imageDigest: z.optional(z.string()),
      }),
    ),
  ),
});

type TaskDetail = z.output<typeof taskEventSchema>;

/** ECS's texts are kept up to this length, once they are explained. */
const mostText = 300;

/** Reads `ECS Task State Change`. No event carries a task's health. */
export function readTaskEvent({ detail, time }: BridgeEvent): IncomingFact {
  const task = taskEventSchema.parse(detail);
  const target = targetOf(task);
  const stop = isStopping(task) ? toStop(task, !('service' in target)) : undefined;
  return { type: 'fact', target, fact: toTaskFact(task, stop, time ?? 0), ...(stop && { stop }) };
}

/** The fact with the reason for its stop, which is more exact if `stop` says which containers are essential. */
export function withReason<Fact extends TaskState>(fact: Fact, stop: StoppedTask): Fact {
  const { expected: _, ...why } = explainStop(stop);
  return { ...fact, why };
}

function isStopping({ desiredStatus, lastStatus }: TaskDetail): boolean {
  return desiredStatus === 'STOPPED' || lastStatus === 'STOPPED';
}

/** Full texts, except that anything ECS quotes that may be a secret is masked. */
function toStop(task: TaskDetail, standalone: boolean): StoppedTask {
  return {
    stopCode: task.stopCode,
    stoppedReason: masked(task.stoppedReason),
    containers: (task.containers ?? []).map(({ name, exitCode, reason }) => ({
      name,
      exitCode,
      reason: masked(reason),
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

function toTaskFact(task: TaskDetail, stop: StoppedTask | undefined, time: number): TaskFact {
  const updatedAt = task.updatedAt ?? time;
  // ECS promises no order for a task's containers: with several, it is unknown which is the first.
  const { image, imageDigest } = (task.containers?.length === 1 && task.containers[0]) || {};
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
      imageTag: image && imageTag(image),
      imageDigest: imageDigest && shortDigest(imageDigest),
    }),
  };
  return stop === undefined ? fact : withReason(fact, stop);
}

/** What a fact keeps of a stop's texts. */
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
