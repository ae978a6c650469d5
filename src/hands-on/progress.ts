import {
  type HandsOnFacts,
  type HandsOnMemory,
  type HandsOnProgress,
  type HandsOnRecord,
  type HandsOnRequest,
  type HandsOnWhere,
  handsOnNames,
  type MadeThing,
  ownThings,
  readSteps,
  type StepId,
  scaledOutTo,
  stepIds,
} from './hands-on.ts';

/** The step that a learner is at; undefined when all are done. */
export function currentStep({ steps }: Pick<HandsOnProgress, 'steps'>): StepId | undefined {
  return steps.find(({ state }) => state === 'current')?.id;
}

/** Whether a learner moved on from one step to another; after the last there is none. */
export function isFurther(from: StepId | undefined, to: StepId | undefined): boolean {
  if (from === undefined) return false;
  return to === undefined || stepIds.indexOf(to) > stepIds.indexOf(from);
}

/** How long after the learner's last action a hands-on is checked once a minute, and how long when something happens. */
const limits = { sweep: 3600_000, event: 14 * 24 * 3600_000 } as const;

/** Whether a hands-on is no longer worth a check, by what would cause one. */
export function isIdle(
  { touchedAt, memory }: Pick<HandsOnRecord, 'touchedAt' | 'memory'>,
  by: keyof typeof limits,
  now: number,
): boolean {
  return memory.finishedAt !== undefined || now - touchedAt > limits[by];
}

/** The memory with one more step read: the one that was asked for, otherwise the first unread one. */
export function markRead(memory: HandsOnMemory, { want, step }: HandsOnRequest): HandsOnMemory {
  if (want !== 'next') return memory;
  const read = step ?? readSteps.find((each) => !memory.read.includes(each));
  if (read === undefined || memory.read.includes(read)) return memory;
  return { ...memory, read: [...memory.read, read] };
}

/** The memory of a hands-on that begins now, epoch milliseconds. */
export function newMemory(now: number): HandsOnMemory {
  return { startedAt: now, read: [] };
}

/** The hands-on's memory after a check of AWS. A finished hands-on stays finished. */
export function remember(memory: HandsOnMemory, facts: HandsOnFacts, place: number): HandsOnMemory {
  if (memory.finishedAt !== undefined) return memory;
  const seen = { ...memory, ...healing(memory, facts), ...scaling(memory, facts) };
  const isReady = stepIds.every((step) => step === 'clean-up' || isDone(step, facts, seen));
  if (!isReady) return seen;
  const isClean = memory.cleaning === true && leftOver(facts, place).length === 0;
  return { ...seen, cleaning: true, ...(isClean && { finishedAt: facts.at }) };
}

function healing(
  { startedAt, healed }: HandsOnMemory,
  { stop, service }: HandsOnFacts,
): Partial<HandsOnMemory> {
  if (stop === undefined || stop.at < startedAt) return {};
  const isFull =
    service !== undefined && service.desiredCount > 0 && service.runningCount >= service.desiredCount;
  if (stop.healedMs !== undefined) return { healed: { at: stop.at, ms: stop.healedMs } };
  return healed === undefined && isFull ? { healed: { at: stop.at } } : {};
}

function scaling({ scaledTo }: HandsOnMemory, { service }: HandsOnFacts): Partial<HandsOnMemory> {
  if (scaledTo !== undefined || service === undefined) return {};
  const { desiredCount, runningCount } = service;
  return desiredCount >= scaledOutTo && runningCount >= desiredCount ? { scaledTo: runningCount } : {};
}

type Rule = (facts: HandsOnFacts, memory: HandsOnMemory) => boolean;

const rules: Readonly<Record<StepId, Rule>> = {
  containers: (_, { read }) => read.includes('containers'),
  image: (_, { read }) => read.includes('image'),
  repository: ({ repository }) => repository?.tag !== undefined,
  network: (facts) => isNetworkUp(facts),
  cluster: ({ cluster }) => cluster !== undefined,
  'task-definition': ({ taskDefinition }) => taskDefinition !== undefined,
  // The rollout, not the count: that goes down again when a task is stopped, which is the next step.
  service: ({ service }) => service?.deployed === true && service.desiredCount > 0,
  'stop-task': (_, { healed }) => healed !== undefined,
  scale: (_, { scaledTo }) => scaledTo !== undefined,
  'clean-up': (_, { finishedAt }) => finishedAt !== undefined,
};

/** Whether a step is done, by what AWS says now and by what the hands-on has seen. */
function isDone(step: StepId, facts: HandsOnFacts, memory: HandsOnMemory): boolean {
  return (memory.cleaning === true && step !== 'clean-up') || rules[step](facts, memory);
}

/** A stack that was updated counts like one that was created; one that is being deleted, or was rolled back on creation, does not. */
export function isNetworkUp({ network }: Pick<HandsOnFacts, 'network'>): boolean {
  return /^(?:CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE/.test(network?.status ?? '');
}

/** What still exists of what the learner at this place has to delete. */
export function leftOver(facts: HandsOnFacts, place: number): MadeThing[] {
  return ownThings(place).filter((thing) => facts[thing] !== undefined);
}

interface Learner {
  readonly userId: string;
  readonly place: number;
  readonly memory: HandsOnMemory;
  readonly where: HandsOnWhere;
}

/** What facts and memory amount to. Depends on nothing else, so the same facts give the same hands-on. */
export function progressOf({ userId, place, memory, where }: Learner, facts: HandsOnFacts): HandsOnProgress {
  const current = stepIds.find((step) => !isDone(step, facts, memory));
  return {
    userId,
    place,
    facts,
    memory,
    where,
    names: handsOnNames(place),
    steps: stepIds.map((id) => ({
      id,
      state: isDone(id, facts, memory) ? 'done' : id === current ? 'current' : 'waiting',
    })),
  };
}
