import type { ReadStep } from './read-step.ts';

/** What somebody wants of a lesson. */
export interface LessonAsk {
  /** `show`: here, at the bottom; `next`: a step is read; `again`: from the start. */
  readonly want: 'show' | 'next' | 'again';
  /** The step that a button says is read; without it the current one. */
  readonly step?: ReadStep;
  /** Whose lesson a button belongs to. */
  readonly of?: string;
}
