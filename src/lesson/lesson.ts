import type { LessonFacts } from './lesson-facts.ts';
import type { LessonMemory } from './lesson-memory.ts';
import type { LessonNames } from './lesson-names.ts';
import type { LessonWhere } from './lesson-where.ts';
import type { StepId } from './step-id.ts';

/** One learner's lesson as it stands, ready to be put into words. */
export interface Lesson {
  readonly userId: string;
  readonly place: number;
  readonly names: LessonNames;
  readonly where: LessonWhere;
  readonly facts: LessonFacts;
  readonly memory: LessonMemory;
  readonly steps: readonly LessonStep[];
}

export interface LessonStep {
  readonly id: StepId;
  /** The first that is not done is the current one; a later one may be done before it. */
  readonly state: 'done' | 'current' | 'waiting';
}
