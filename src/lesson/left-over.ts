import type { LessonFacts } from './lesson-facts.ts';

/** What the lesson makes, in the order in which it is best taken away. */
export const madeThings = ['service', 'cluster', 'repository', 'taskDefinition', 'network'] as const;

export type MadeThing = (typeof madeThings)[number];

/**
 * What is still there of what a learner has to take away. The network is everybody's: the first place, whose learner is there
 * alone most of the time, answers for it.
 */
export function leftOver(facts: LessonFacts, place: number): MadeThing[] {
  return ownThings(place).filter((thing) => facts[thing] !== undefined);
}

/** What the learner at this place has to take away. */
export function ownThings(place: number): MadeThing[] {
  return madeThings.filter((thing) => thing !== 'network' || place === 1);
}
