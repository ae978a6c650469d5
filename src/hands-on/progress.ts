import {
  type Lesson,
  type LessonAsk,
  type LessonFacts,
  type LessonMemory,
  type LessonRecord,
  type LessonWhere,
  lessonNames,
  type MadeThing,
  ownThings,
  readSteps,
  type StepId,
  scaledOutTo,
  stepIds,
} from './lesson.ts';

/** The step that a learner is at; undefined when all are done. */
export function currentStep({ steps }: Pick<Lesson, 'steps'>): StepId | undefined {
  return steps.find(({ state }) => state === 'current')?.id;
}

/** Whether a learner got on from one step to another; no step is behind the last. */
export function isFurther(from: StepId | undefined, to: StepId | undefined): boolean {
  if (from === undefined) return false;
  return to === undefined || stepIds.indexOf(to) > stepIds.indexOf(from);
}

/** How long after the learner's last touch a lesson is looked at once a minute, and how long when something happens. */
const limits = { sweep: 3600_000, event: 14 * 24 * 3600_000 } as const;

/** Whether a lesson is not worth a look any more, for what would cause one. */
export function isIdle(
  { touchedAt, memory }: Pick<LessonRecord, 'touchedAt' | 'memory'>,
  by: keyof typeof limits,
  now: number,
): boolean {
  return memory.finishedAt !== undefined || now - touchedAt > limits[by];
}

/** The memory with one more step read: the one that was asked for, else the first that is not. */
export function markRead(memory: LessonMemory, { want, step }: LessonAsk): LessonMemory {
  if (want !== 'next') return memory;
  const read = step ?? readSteps.find((each) => !memory.read.includes(each));
  if (read === undefined || memory.read.includes(read)) return memory;
  return { ...memory, read: [...memory.read, read] };
}

/** A lesson that begins now, epoch milliseconds. */
export function newMemory(now: number): LessonMemory {
  return { startedAt: now, read: [] };
}

/** The lesson's memory after a look at AWS. A lesson that came to its end stays there. */
export function remember(memory: LessonMemory, facts: LessonFacts, place: number): LessonMemory {
  if (memory.finishedAt !== undefined) return memory;
  const seen = { ...memory, ...healing(memory, facts), ...scaling(memory, facts) };
  const isReady = stepIds.every((step) => step === 'clean-up' || isDone(step, facts, seen));
  if (!isReady) return seen;
  const isClean = memory.cleaning === true && leftOver(facts, place).length === 0;
  return { ...seen, cleaning: true, ...(isClean && { finishedAt: facts.at }) };
}

function healing({ startedAt, healed }: LessonMemory, { stop, service }: LessonFacts): Partial<LessonMemory> {
  if (stop === undefined || stop.at < startedAt) return {};
  const isFull =
    service !== undefined && service.desiredCount > 0 && service.runningCount >= service.desiredCount;
  if (stop.healedMs !== undefined) return { healed: { at: stop.at, ms: stop.healedMs } };
  return healed === undefined && isFull ? { healed: { at: stop.at } } : {};
}

function scaling({ scaledTo }: LessonMemory, { service }: LessonFacts): Partial<LessonMemory> {
  if (scaledTo !== undefined || service === undefined) return {};
  const { desiredCount, runningCount } = service;
  return desiredCount >= scaledOutTo && runningCount >= desiredCount ? { scaledTo: runningCount } : {};
}

type Rule = (facts: LessonFacts, memory: LessonMemory) => boolean;

const rules: Readonly<Record<StepId, Rule>> = {
  containers: (_, { read }) => read.includes('containers'),
  image: (_, { read }) => read.includes('image'),
  repository: ({ repository }) => repository?.tag !== undefined,
  network: (facts) => isNetworkUp(facts),
  cluster: ({ cluster }) => cluster !== undefined,
  'task-definition': ({ taskDefinition }) => taskDefinition !== undefined,
  // The rollout, and not the count: that goes down again when a task is stopped, which is the next step.
  service: ({ service }) => service?.deployed === true && service.desiredCount > 0,
  'stop-task': (_, { healed }) => healed !== undefined,
  scale: (_, { scaledTo }) => scaledTo !== undefined,
  'clean-up': (_, { finishedAt }) => finishedAt !== undefined,
};

/** Whether a step is done, by what AWS says now and by what the lesson has seen. */
function isDone(step: StepId, facts: LessonFacts, memory: LessonMemory): boolean {
  return (memory.cleaning === true && step !== 'clean-up') || rules[step](facts, memory);
}

/** A stack that was changed is as good as one that was made; one that goes away, or that went back, is none. */
export function isNetworkUp({ network }: Pick<LessonFacts, 'network'>): boolean {
  return /^(?:CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE/.test(network?.status ?? '');
}

/** What is still there of what the learner at this place has to take away. */
export function leftOver(facts: LessonFacts, place: number): MadeThing[] {
  return ownThings(place).filter((thing) => facts[thing] !== undefined);
}

interface LessonOf {
  readonly userId: string;
  readonly place: number;
  readonly memory: LessonMemory;
  readonly where: LessonWhere;
}

/** What facts and memory come to. Depends on nothing else, so the same look tells the same lesson. */
export function tellLesson({ userId, place, memory, where }: LessonOf, facts: LessonFacts): Lesson {
  const current = stepIds.find((step) => !isDone(step, facts, memory));
  return {
    ...{ userId, place, facts, memory, where, names: lessonNames(place) },
    steps: stepIds.map((id) => ({
      id,
      state: isDone(id, facts, memory) ? 'done' : id === current ? 'current' : 'waiting',
    })),
  };
}
