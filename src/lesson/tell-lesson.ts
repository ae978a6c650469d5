import { isDone } from './is-done.ts';
import type { Lesson } from './lesson.ts';
import type { LessonFacts } from './lesson-facts.ts';
import type { LessonMemory } from './lesson-memory.ts';
import { lessonNames } from './lesson-names.ts';
import type { LessonWhere } from './lesson-where.ts';
import { stepIds } from './step-id.ts';

export interface LessonOf {
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
