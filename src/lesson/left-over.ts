import type { LessonFacts } from './lesson-facts.ts';
import { type MadeThing, ownThings } from './own-things.ts';

/** What is still there of what the learner at this place has to take away. */
export function leftOver(facts: LessonFacts, place: number): MadeThing[] {
  return ownThings(place).filter((thing) => facts[thing] !== undefined);
}
