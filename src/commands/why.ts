import * as z from 'zod';
import { describeServices } from '../aws/ecs/services.ts';
import { familyOf } from '../aws/ecs/target.ts';
import type { Task } from '../aws/ecs/tasks.ts';
import type { StopExplanation } from '../episodes/stop-reasons/codes.ts';
import { explainMessage } from '../episodes/stop-reasons/explain.ts';
import { ownTags, route } from '../notifications/settings.ts';
import type { KeptLogs, KeptStop } from '../store/stopped-tasks.ts';
import { type CommandContext, defineRead } from './line/command.ts';
import { findOwner, findStop, listStoppedTasks, meansTask, type Scope, scopeName } from './line/find-task.ts';
import { mayShowLogs } from './logs.ts';

/** Why a task stopped. */
export interface WhyReply {
  readonly kind: 'why';
  /** `cluster/service`, `cluster/family`, `cluster/task`, or undefined for everything that this channel is notified of. */
  readonly scope: string | undefined;
  /** The newest failure, otherwise the newest stop; undefined when nothing stopped. */
  readonly found: Explained | undefined;
  /** The service's newest message about a task that could not be placed or kept, if no failure is newer. */
  readonly message?: ExplainedMessage | undefined;
  /** Other stops in the scope, by reason, the most frequent first. */
  readonly others: readonly { readonly explanation: StopExplanation; readonly count: number }[];
}

export interface Explained {
  readonly task: Task;
  readonly explanation: StopExplanation;
  /** Who stopped it through the bot, according to the audit. */
  readonly askedBy?: Asker | undefined;
  /** The last lines of its log, if they were kept and may be shown. */
  readonly logs: KeptLogs | undefined;
}

/** A message of the service itself. */
export interface ExplainedMessage {
  readonly at: Date;
  readonly text: string;
  readonly explanation: StopExplanation;
}

/** Who asked the bot to stop a task. */
interface Asker {
  /** Slack user id, U… */
  readonly userId: string;
  /** The second person, where one was needed. */
  readonly approvedBy: string | undefined;
  readonly drill: boolean;
}

/** How many stops are read. */
const mostStops = 100;

/**
 * `/ecs why [task|target]`: for a task, for a service's newest failure, or for the newest failure that this channel is notified of. A task in the
 * record of stopped tasks costs 1 Query.
 */
export const why = defineRead({
  name: 'why',
  words: [{ name: 'target', hint: 'task|cluster/service', optional: true }],
  examples: ['why', 'why shop/web'],
  args: z.object({ target: z.string().optional() }),
  async run({ target }, context): Promise<WhyReply> {
    const { scope, stops: told, service } = await find(target, context);
    const chosen = told.find(({ explanation }) => !explanation.expected) ?? told[0];
    const message = await newestMessage(service, chosen, context);
    return {
      kind: 'why',
      scope,
      ...(message !== undefined && { message }),
      found: message === undefined ? chosen && (await withDetails(chosen, context)) : undefined,
      others: countReasons(told.filter((each) => each !== chosen).map(({ explanation }) => explanation)),
    };
  },
});

interface Stops {
  readonly scope: string | undefined;
  /** Newest first. */
  readonly stops: readonly KeptStop[];
  readonly service?: Scope | undefined;
}

/** 1 DescribeServices. A task that can't be placed never existed: only the service's messages report it, until it is steady. */
async function newestMessage(
  scope: Scope | undefined,
  failure: KeptStop | undefined,
  { ecs }: CommandContext,
): Promise<ExplainedMessage | undefined> {
  if (scope?.service === undefined) return undefined;
  const [service] = await describeServices(ecs, scope.cluster, [scope.service], ['TEXTS']);
  const events = service?.events ?? [];
  const steady = events.findIndex(({ message }) => message.includes('has reached a steady state'));
  const [newest] = events.slice(0, steady === -1 ? undefined : steady).flatMap(({ at, message: text }) => {
    const explanation = explainMessage(text);
    return explanation === undefined ? [] : [{ at, text, explanation }];
  });
  const failedAt = failure?.explanation.expected === false ? Number(failure.task.stoppedAt ?? 0) : 0;
  return newest !== undefined && newest.at.getTime() > failedAt ? newest : undefined;
}

async function find(target: string | undefined, context: CommandContext): Promise<Stops> {
  if (target === undefined) return { scope: undefined, stops: await channelFailures(context) };
  if (await meansTask(context.ecs, target)) {
    const stop = await findStop(context, target);
    return { scope: `${stop.task.cluster}/${stop.task.id}`, stops: [stop] };
  }
  const scope = await findOwner(context, target);
  const { stops } = await listStoppedTasks(context, scope, mostStops);
  return { scope: scopeName(scope), stops, service: scope };
}

async function withDetails(stop: KeptStop, context: CommandContext): Promise<Explained> {
  const [logs, askedBy] = await Promise.all([keptLogs(stop.task, context), findAsker(stop, context)]);
  return { ...stop, logs, askedBy };
}

/** A stop may follow the decision to make it by this much, and come before it by as much as two clocks differ. */
const appliedWithinMs = 10 * 60_000;
const clocksDifferMs = 5000;

/** Who stopped the task through the bot. The audit says so, never the text of the reason, which anybody can write. */
async function findAsker(
  { task, explanation }: KeptStop,
  { audit }: CommandContext,
): Promise<Asker | undefined> {
  const at = task.stoppingAt ?? task.stoppedAt;
  if (explanation.code !== 'byHand' || at === undefined) return undefined;
  const { cluster, service, id, arn } = task;
  const { entries } = await audit.entries({
    since: at.getTime() - appliedWithinMs,
    until: at.getTime() + clocksDifferMs,
    target: `${cluster}/${service ?? id}`,
    wanted: (entry) =>
      entry.kind === 'change' &&
      entry.intent.decision === 'make' &&
      entry.intent.card.change.type === 'stop-task' &&
      entry.intent.card.change.taskArn === arn,
    most: 5,
  });
  for (const entry of entries) {
    if (entry.kind !== 'change' || entry.outcome?.result === 'failed') continue;
    const { card, decidedBy } = entry.intent;
    const { askedBy, change } = card;
    const approvedBy = decidedBy === askedBy ? undefined : decidedBy;
    return { userId: askedBy, approvedBy, drill: change.type === 'stop-task' && change.drill === true };
  }
  return undefined;
}

async function keptLogs(task: Task, context: CommandContext): Promise<KeptLogs | undefined> {
  const kept = await context.stoppedTasks.logsOf(task.id);
  return kept !== undefined && (await mayShowLogs(task, context)) ? kept : undefined;
}

function countReasons(explanations: readonly StopExplanation[]): WhyReply['others'] {
  const counts = new Map<string, { explanation: StopExplanation; count: number }>();
  for (const explanation of explanations) {
    const key = `${explanation.code} ${explanation.detail ?? ''}`;
    const known = counts.get(key);
    counts.set(key, { explanation, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count).slice(0, 3);
}

/** How many of the newest failures are read. */
const mostFailures = 50;

/**
 * The newest failures of what this channel is notified of, newest first; of everything in a direct message. 1 Query, and one DescribeServices for
 * each cluster and ten services, for their tags.
 */
async function channelFailures(context: CommandContext): Promise<KeptStop[]> {
  const { stoppedTasks, caller, defaultChannel, readSettings } = context;
  const failures = await stoppedTasks.failures(mostFailures);
  if (caller.channelId.startsWith('D') || failures.length === 0) return failures;
  const [{ watches }, tags] = await Promise.all([readSettings(), tagsOf(context, failures)]);
  return failures.filter(({ task: { cluster, service, taskDefinition } }) => {
    const name = `${cluster}/${service ?? familyOf(taskDefinition)}`;
    const own = ownTags(tags.get(name) ?? {}, {});
    return route({ name, isProblem: true, tags: own, watches, defaultChannel }).includes(caller.channelId);
  });
}

type Tags = Readonly<Record<string, string>>;

async function tagsOf(
  { ecs }: CommandContext,
  failures: readonly KeptStop[],
): Promise<ReadonlyMap<string, Tags>> {
  const services = new Map<string, Set<string>>();
  for (const {
    task: { cluster, service },
  } of failures) {
    if (service !== undefined) services.set(cluster, (services.get(cluster) ?? new Set()).add(service));
  }
  const found = await Promise.all(
    [...services].map(async ([cluster, names]) => {
      try {
        return await describeServices(ecs, cluster, [...names], ['TAGS']);
      } catch (error) {
        // The cluster is gone by now, and so are its services' tags.
        if (error instanceof Error && error.name === 'ClusterNotFoundException') return [];
        throw error;
      }
    }),
  );
  return new Map(found.flat().map(({ cluster, name, tags }) => [`${cluster}/${name}`, tags]));
}
