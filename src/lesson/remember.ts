import { isDone } from './is-done.ts';
import { leftOver } from './left-over.ts';
import type { LessonFacts } from './lesson-facts.ts';
import type { LessonMemory } from './lesson-memory.ts';
import { scaledOutTo } from './scaled-out-to.ts';
import { stepIds } from './step-id.ts';

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
