import type { ReadStep } from './read-step.ts';

/** What AWS does not tell again later. Times are epoch milliseconds. */
export interface LessonMemory {
  /** What happened before is no part of this lesson. */
  readonly startedAt: number;
  readonly read: readonly ReadStep[];
  /** A task was stopped and replaced. */
  readonly healed?: { readonly at: number; readonly ms?: number };
  /** So many tasks ran after scaling out. */
  readonly scaledTo?: number;
  /** All before the last step was done at once: from here on, what goes is cleaned up and not undone. */
  readonly cleaning?: true;
  /** Nothing was left when AWS was asked. */
  readonly finishedAt?: number;
}
