import type { Lesson } from './lesson.ts';
import type { StepId } from './step-id.ts';

/** The step that a learner is at; undefined when all are done. */
export function currentStep({ steps }: Pick<Lesson, 'steps'>): StepId | undefined {
  return steps.find(({ state }) => state === 'current')?.id;
}
