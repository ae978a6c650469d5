import type { LocalEcs } from '../../infra/local/ecs/ecs.ts';
import type { EventBridgeEvent } from '../../infra/local/events/bus.ts';
import { asRecord, readJson } from '../../infra/local/json.ts';
import type { Message, WorldChange } from '../../infra/local/slack/state/messages.ts';
import { createHooks, type Hooks } from './hooks.ts';
import type { Call, SimulatedAnswer } from './network.ts';
import { nameRequest } from './requests.ts';
import { findTask, isHealthy, noteTasks, type TasksVersion } from './tasks.ts';
import { createWrites, type Writes } from './writes.ts';

/** A service's desired count that became another. */
export interface CountChange {
  /** Epoch milliseconds, as everywhere here. */
  readonly at: number;
  /** `cluster/service`. */
  readonly service: string;
  readonly from: number;
  readonly to: number;
  /** `worker 2`; absent where it was not the bot. */
  readonly machine?: string | undefined;
  readonly jobId?: string | undefined;
}

/** A StopTask that ECS took. */
export interface TaskStop {
  readonly at: number;
  readonly taskArn: string;
  /** `cluster/service`; absent for a standalone task. */
  readonly service: string | undefined;
  /** The task was about to stop anyway. */
  readonly wasStopping: boolean;
  /** The service's tasks that run, are wanted and not UNHEALTHY, without this one. */
  readonly healthyLeft: number;
  readonly machine?: string | undefined;
  readonly jobId?: string | undefined;
}

/** A new deployment of the same task definition that ECS took. */
export interface Restart {
  readonly at: number;
  /** `cluster/service`. */
  readonly service: string;
  readonly machine?: string | undefined;
  readonly jobId?: string | undefined;
}

/** What ends a deployment in progress, or begins one of another task definition, that ECS took of the bot. */
export interface RevisionSet extends Restart {
  /** `family:revision`; absent where a deployment was ended. */
  readonly taskDefinition?: string;
}

/** A revision that ECS registered for the bot. */
export interface Registered {
  readonly at: number;
  /** `family:revision` */
  readonly taskDefinition: string;
  readonly images: readonly string[];
  readonly jobId?: string | undefined;
}

/** A request to Slack that reached it. */
export interface SlackCall {
  readonly at: number;
  readonly machine: string | undefined;
  readonly jobId: string | undefined;
  /** `chat.postMessage`, `response_url`. */
  readonly method: string;
  readonly url: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly answer: Readonly<Record<string, unknown>>;
}

/** A message as it was from then on. */
export interface MessageVersion {
  readonly at: number;
  readonly message: Message;
  readonly deleted: boolean;
}

/** A job that the front door put into the commands queue. */
export interface AcceptedJob {
  readonly at: number;
  readonly id: string;
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What really happened, written down by the stand-ins themselves: what the bot says is held against it. */
export interface Ledger extends Writes, Hooks {
  readonly tasks: readonly TasksVersion[];
  readonly counts: readonly CountChange[];
  readonly stops: readonly TaskStop[];
  readonly restarts: readonly Restart[];
  readonly revisions: readonly RevisionSet[];
  readonly registered: readonly Registered[];
  readonly slackCalls: readonly SlackCall[];
  readonly messages: readonly MessageVersion[];
  readonly jobs: readonly AcceptedJob[];
  /** For the network. */
  watch(call: Call): ((answer: SimulatedAnswer) => void) | undefined;
  /** For the local ECS's events. */
  onEvent(event: EventBridgeEvent): void;
  /** For the local Slack's hub. */
  onMessage(change: WorldChange): void;
}

/** Keeps the ledger of one account's ECS. */
export function createLedger(ecs: LocalEcs, now: () => number): Ledger {
  const counts: CountChange[] = [];
  const stops: TaskStop[] = [];
  const restarts: Restart[] = [];
  const revisions: RevisionSet[] = [];
  const registered: Registered[] = [];
  const slackCalls: SlackCall[] = [];
  const messages: MessageVersion[] = [];
  const jobs: AcceptedJob[] = [];
  /** Requests that set a count and are not answered yet. */
  const setting = new Set<{ readonly service: string; readonly count: number; readonly call: Call }>();
  const known = new Map(desiredCounts(ecs));
  const tasks: TasksVersion[] = [];
  const { watchers, ...writes } = createWrites(now);
  const { onEvent, watch: watchAnswer, ...hooks } = createHooks(now);
  ecs.onChange(() => {
    noteTasks(tasks, ecs, now());
    for (const [service, from] of known) {
      const to = ecs.desiredCounts.read(...pair(service));
      if (to === undefined || to === from) continue;
      known.set(service, to);
      const by = [...setting].find((each) => each.service === service && each.count === to);
      counts.push({ at: now(), service, from, to, ...callerOf(by?.call) });
    }
  });

  function watch(call: Call): ((answer: SimulatedAnswer) => void) | undefined {
    const { service, action } = nameRequest(call.request);
    if (service === 'slack') return watchSlack(call, action);
    if (service === 'sqs' && call.caller?.machine.name.startsWith('slack ')) return watchJob(call);
    if (service !== 'ecs') return watchers[`${service} ${action}`]?.(call);
    if (action === 'ContinueServiceDeployment') return watchAnswer(call);
    const input = asRecord(readJson(call.request.body));
    if (action === 'UpdateService' && typeof input.desiredCount === 'number') {
      const begun = { service: nameOfService(input), count: input.desiredCount, call };
      setting.add(begun);
      return () => void setting.delete(begun);
    }
    if (action === 'UpdateService' && input.forceNewDeployment === true) {
      return ({ status }) => {
        if (status === 200) restarts.push({ at: now(), service: nameOfService(input), ...callerOf(call) });
      };
    }
    if (call.caller !== undefined && (action === 'StopServiceDeployment' || isRevision(action, input))) {
      const [, cluster = '', name = ''] = String(input.serviceDeploymentArn ?? '').split('/');
      const service = action === 'UpdateService' ? nameOfService(input) : `${cluster}/${name}`;
      const taskDefinition =
        input.taskDefinition === undefined ? {} : { taskDefinition: last(input.taskDefinition) };
      return ({ status }) => {
        if (status === 200) revisions.push({ at: now(), service, ...taskDefinition, ...callerOf(call) });
      };
    }
    if (call.caller !== undefined && action === 'RegisterTaskDefinition') return watchRegistered(call, input);
    return action === 'StopTask' ? watchStop(call, String(input.task)) : undefined;
  }

  function watchRegistered(call: Call, { containerDefinitions }: Readonly<Record<string, unknown>>) {
    const images = (containerDefinitions as readonly unknown[]).map((each) => String(asRecord(each).image));
    return ({ status, body }: SimulatedAnswer): void => {
      if (status !== 200) return;
      const { taskDefinitionArn } = asRecord(asRecord(readJson(body)).taskDefinition);
      registered.push({ at: now(), taskDefinition: last(taskDefinitionArn), images, ...callerOf(call) });
    };
  }

  function watchJob(call: Call): ((answer: SimulatedAnswer) => void) | undefined {
    const { MessageBody } = asRecord(readJson(call.request.body));
    const { id, kind, body } = asRecord(readJson(String(MessageBody)));
    return ({ status }) => {
      if (status !== 200 || jobs.some((job) => job.id === id)) return;
      jobs.push({ at: now(), id: String(id), kind: String(kind), body: asRecord(body) });
    };
  }

  function watchStop(call: Call, task: string): ((answer: SimulatedAnswer) => void) | undefined {
    const found = findTask(ecs, task);
    if (found === undefined) return undefined;
    const wasStopping = found.task.desiredStatus === 'STOPPED';
    return ({ status }) => {
      if (status !== 200) return;
      const { service, others, task: stopped } = found;
      const healthyLeft = others().filter(isHealthy).length;
      stops.push({
        at: now(),
        taskArn: stopped.taskArn,
        service,
        wasStopping,
        healthyLeft,
        ...callerOf(call),
      });
    };
  }

  function watchSlack(call: Call, method: string): (answer: SimulatedAnswer) => void {
    const { body } = call.request;
    const fields = (text: string): Record<string, unknown> =>
      text.startsWith('{') ? asRecord(readJson(text)) : Object.fromEntries(new URLSearchParams(text));
    return ({ status, body: answered }) =>
      void slackCalls.push({
        at: now(),
        machine: call.caller?.machine.name,
        jobId: call.caller?.jobId,
        method,
        url: call.request.url.href,
        input: fields(body),
        status,
        answer: asRecord(readJson(answered)),
      });
  }

  return {
    ...writes,
    ...hooks,
    tasks,
    counts,
    stops,
    restarts,
    revisions,
    registered,
    slackCalls,
    messages,
    jobs,
    watch,
    onEvent,
    onMessage(change) {
      if (change.type !== 'message' && change.type !== 'message_deleted') return;
      messages.push({ at: now(), message: change.message, deleted: change.type === 'message_deleted' });
    },
  };
}

function isRevision(action: string, input: Readonly<Record<string, unknown>>): boolean {
  return action === 'UpdateService' && typeof input.taskDefinition === 'string';
}

function callerOf(call: Call | undefined): { machine?: string; jobId?: string } {
  const { caller } = call ?? {};
  if (caller === undefined) return {};
  return { machine: caller.machine.name, ...(caller.jobId !== undefined && { jobId: caller.jobId }) };
}

function desiredCounts(ecs: LocalEcs): [string, number][] {
  return ecs
    .snapshot()
    .clusters.flatMap(({ name, services }) =>
      services.map((service): [string, number] => [`${name}/${service.name}`, service.desiredCount]),
    );
}

function pair(service: string): [string, string] {
  const [cluster = '', name = ''] = service.split('/');
  return [cluster, name];
}

/** `cluster/service`, from names or ARNs. */
function nameOfService({ cluster, service }: Readonly<Record<string, unknown>>): string {
  return `${last(cluster)}/${last(service)}`;
}

function last(text: unknown): string {
  return String(text).split('/').at(-1) ?? '';
}
