import type { Episode, Staging } from './episode.ts';
import type { AnsweredHook, FactSet, ServiceDeploymentFact } from './facts.ts';
import { isGoingOn, isKnownStage, isOpenHook, isShifting, type Step, stepsOf } from './stages.ts';

/**
 * An answer merged into what is known: the newest answer about the newest deployment, with the times since which its stages are known from all of
 * them. Order and repetition make no difference.
 */
export function mergeStaging(known: Staging | undefined, fact: ServiceDeploymentFact): Staging {
  const { kind: _, deployment, longestMs = 0, ...answer } = fact;
  const own = known?.id === fact.id ? known : undefined;
  if (known !== undefined && own === undefined && !isLater(fact, known)) return known;
  const waitedAt = Math.max(own?.waitedAt ?? 0, fact.hooks.some(isOpenHook) ? fact.at : 0);
  const isFull = fact.requested > 0 && fact.running >= fact.requested;
  const fullAt = Math.max(own?.fullAt ?? 0, isFull ? fact.at : 0);
  const longest = Math.max(own?.longestMs ?? 0, longestMs);
  const primary = new Set([...(own?.deployments ?? []), ...(deployment === undefined ? [] : [deployment])]);
  return {
    ...(own === undefined || isNewer(fact, own) ? answer : own),
    deployments: [...primary].sort(),
    seen: [stageKey(fact), ...(isFull ? [] : [lacksKey(fact)])].reduce(
      (seen, key) => addSeen(seen, key, fact.at),
      own?.seen ?? {},
    ),
    ...(waitedAt > 0 && { waitedAt }),
    ...(fullAt > 0 && { fullAt }),
    ...(longest > 0 && { longestMs: longest }),
    ...(own?.continued && { continued: own.continued }),
  };
}

type Dated = Pick<Staging, 'id' | 'createdAt'>;

function isLater(one: Dated, other: Dated): boolean {
  return one.createdAt === other.createdAt ? one.id > other.id : one.createdAt > other.createdAt;
}

type Answered = Pick<Staging, 'at' | 'status' | 'stage' | 'weight' | 'running' | 'hooks'>;

/** Of two answers of the same moment, from two instances of the function, any: but always the same one. */
function isNewer(one: Answered, other: Answered): boolean {
  const text = (answer: Answered) => `${stageKey(answer)} ${answer.running} ${JSON.stringify(answer.hooks)}`;
  return one.at === other.at ? text(one) > text(other) : one.at > other.at;
}

/** What changes whenever a deployment goes on: its stage, a step of the traffic, a hook that is reached or passed. */
function stageKey({ status, stage = '', weight, hooks }: Omit<Answered, 'at' | 'running'>): string {
  return `${status} ${stage} ${weight ?? ''} ${hooks.length}/${hooks.filter(isOpenHook).length}`;
}

/** The same while tasks are missing. */
function lacksKey(answer: Omit<Answered, 'at' | 'running'>): string {
  return `lacks ${stageKey(answer)}`;
}

/** Only the newest matters, but answers come in any order. */
const mostSeen = 30;

function addSeen(seen: Staging['seen'], key: string, at: number): Staging['seen'] {
  const all = Object.entries({ ...seen, [key]: Math.min(seen[key] ?? at, at) });
  const byTime = all.sort(([oneKey, one], [otherKey, other]) => other - one || (oneKey < otherKey ? -1 : 1));
  return Object.fromEntries(byTime.slice(0, mostSeen));
}

/** What is known of the rollout with one of these `ecs-svc/…` deployments; undefined if DescribeServiceDeployments said nothing about it. */
export function stagingOf({ staging }: Episode, deployments: readonly string[]): Staging | undefined {
  return staging?.deployments.some((id) => deployments.includes(id)) ? staging : undefined;
}

/** A stage may outlast its own time by this much. */
const lateMs = 10 * 60_000;
const hourMs = 60 * 60_000;
const minuteMs = 60_000;

/** Where a deployment is and what it waits for. Times are epoch milliseconds. */
export interface StagingStory extends Pick<Staging, 'status' | 'strategy' | 'stage' | 'weight'> {
  /** For a rolling deployment and an unknown strategy only the stage that it is in, if any. */
  readonly steps: readonly Step[];
  readonly requested: number;
  readonly running: number;
  /** The hooks that hold it up, the one whose time is over first before the others. */
  readonly waits: readonly AnsweredHook[];
  /** When its bake time, or the time of its step, is over; undefined in other stages. */
  readonly endsAt: number | undefined;
  /** The hook whose time is nearly over, and since when it is. */
  readonly expiring: (AnsweredHook & { readonly since: number }) | undefined;
  /** Names of the alarms that went off. */
  readonly alarms: readonly string[];
  readonly breaker: Staging['breaker'];
}

/** A hook is told before ECS acts on its own: one hour, or half of the hook's time if that is less. */
export function stagingStory(staging: Staging, facts: FactSet): StagingStory {
  const { status, strategy, weight, requested, running, breaker, at } = staging;
  const stage = reportedStage(staging, facts) ?? staging.stage;
  const waits = openHooks(staging, facts);
  const [expiring] = waits.filter((hook) => (warnedAt(hook, facts) ?? Number.POSITIVE_INFINITY) <= at);
  return {
    status,
    strategy,
    ...(stage !== undefined && { stage }),
    ...(weight !== undefined && { weight }),
    steps: stepsOf({ strategy, status, stage }),
    requested,
    running,
    waits,
    endsAt: waits.length === 0 ? endOfStage(staging, facts) : undefined,
    expiring: expiring && { ...expiring, since: warnedAt(expiring, facts) ?? at },
    alarms: staging.alarms?.status === 'TRIGGERED' ? staging.alarms.names : [],
    breaker,
  };
}

/** Where a hook's event since the answer says that the deployment is. */
function reportedStage({ at, id, status }: Staging, { hooks = {} }: FactSet): string | undefined {
  if (!isGoingOn(status)) return undefined;
  const since = Object.values(hooks).filter((hook) => hook.deployment === id && hook.at > at);
  return since.sort((one, other) => other.at - one.at)[0]?.stage;
}

/** By the answer, and by the events since. */
function openHooks(staging: Staging, facts: FactSet): AnsweredHook[] {
  const { at, hooks, status, id } = staging;
  if (!isGoingOn(status)) return [];
  const answered = new Map(hooks.map((hook) => [hook.id, hook]));
  for (const [hookId, event] of Object.entries(facts.hooks ?? {})) {
    const { deployment, at: movedAt, ...reported } = event;
    const isOld = movedAt < at || (movedAt === at && answered.has(hookId));
    if (deployment !== id || isOld) continue;
    answered.set(hookId, { ...answered.get(hookId), ...reported, id: hookId });
  }
  const end = ({ expiresAt = Number.POSITIVE_INFINITY }: AnsweredHook) => expiresAt;
  return [...answered.values()]
    .filter((hook) => isOpenHook(hook) && !isPassed(hook, staging))
    .sort((one, other) => (end(one) === end(other) ? (one.id < other.id ? -1 : 1) : end(one) - end(other)));
}

/** Whether a person let it go on. While nobody knows whether ECS took that, an answer of ECS from before it does not say so. */
function isPassed({ id }: AnsweredHook, { at, continued = [] }: Staging): boolean {
  return continued.some(({ hookId, askedAt, outcome }) => {
    if (hookId !== id || outcome?.result === 'failed') return false;
    return outcome?.result === 'applied' || at <= Date.parse(askedAt) + lagMs;
  });
}

/** From when on an open hook's end is near. Its whole time is what is configured, else what its event says. */
function warnedAt(
  { id, expiresAt, timeoutMinutes }: AnsweredHook,
  { hooks = {} }: FactSet,
): number | undefined {
  if (expiresAt === undefined) return undefined;
  const event = hooks[id];
  const reported = event !== undefined && isOpenHook(event) ? expiresAt - event.at : undefined;
  const whole = timeoutMinutes === undefined ? reported : timeoutMinutes * minuteMs;
  return expiresAt - Math.min(hourMs, (whole ?? Number.POSITIVE_INFINITY) / 2);
}

/** When a stage that has a time of its own is over by it. */
function endOfStage(staging: Staging, facts: FactSet): number | undefined {
  const { strategy, stage, bakeMinutes, stepMinutes, status } = staging;
  if (!isShifting(strategy) || !isGoingOn(status)) return undefined;
  const step = stage === 'PRODUCTION_TRAFFIC_SHIFT' ? stepMinutes : undefined;
  const minutes = stage === 'BAKE_TIME' ? bakeMinutes : step;
  return minutes === undefined ? undefined : stageSince(staging, facts) + minutes * minuteMs;
}

/** Since when it has been seen as it is now, and no hook has held it up. */
function stageSince(staging: Staging, { hooks = {} }: FactSet): number {
  const passed = Object.values(hooks).filter((hook) => hook.deployment === staging.id && !isOpenHook(hook));
  const seenAt = staging.seen[stageKey(staging)] ?? staging.at;
  return Math.max(seenAt, staging.waitedAt ?? 0, ...passed.map(({ at }) => at));
}

/** Since when it stands in a stage that it should have left by now; undefined if it does not. */
export function overdueSince(staging: Staging, facts: FactSet): number | undefined {
  const end = endOfStage(staging, facts);
  if (end === undefined || openHooks(staging, facts).length > 0) return undefined;
  return staging.at >= end + lateMs ? stageSince(staging, facts) : undefined;
}

/** ECS's reads may lag behind its events by this much. */
const lagMs = 30_000;

/** Until when, epoch milliseconds, ECS has to be asked again: an event says of a hook what no answer says yet. 0 if there is none. */
export function hooksMovedAt({ staging, facts }: Episode): number {
  const answered = new Map(staging?.hooks.map(({ id, state }) => [id, state]));
  const news = Object.entries(facts.hooks ?? {}).filter(([id, { state }]) => answered.get(id) !== state);
  return Math.max(0, ...news.map(([, { at }]) => at + lagMs));
}

/** When to ask again, because something may be over, or hang, by then. */
export function stagingDeadlines(staging: Staging, facts: FactSet): number[] {
  const end = endOfStage(staging, facts);
  const hooks = openHooks(staging, facts).flatMap((hook) => [hook.expiresAt, warnedAt(hook, facts)]);
  return [end, end === undefined ? undefined : end + lateMs, ...hooks].filter((at) => at !== undefined);
}

/** Before these are over, no new task is started. */
const withoutTasks: ReadonlySet<string> = new Set(['RECONCILE_SERVICE', 'PRE_SCALE_UP']);

/**
 * Whether tasks are missing that nothing explains: no hook, no stage before the tasks are started. Undefined for a rolling deployment, whose counts
 * DescribeServices has; never in a stage or a strategy that nobody knows.
 */
export function lacksStagedTasks(staging: Staging, facts: FactSet): boolean | undefined {
  if (openHooks(staging, facts).length > 0) return false;
  const { strategy, stage = '', running, requested } = staging;
  if (strategy === 'ROLLING') return undefined;
  if (!isShifting(strategy) || !isKnownStage(stage) || withoutTasks.has(stage)) return false;
  return running < requested;
}

/** When a deployment last went on, or had all its tasks, as far as its stages and hooks say; 0 if they say nothing. */
export function stagedProgressAt(staging: Staging, facts: FactSet): number {
  const isPlain = staging.strategy === 'ROLLING' && staging.waitedAt === undefined;
  const { fullAt = 0, seen } = staging;
  const lacksAt = fullAt === 0 ? 0 : (seen[lacksKey(staging)] ?? 0);
  return Math.max(fullAt, lacksAt, isPlain ? 0 : stageSince(staging, facts));
}
