import type { LessonMemory } from './lesson-memory.ts';
import type { StepId } from './step-id.ts';

/** A learner's lesson as the table keeps it. Times are epoch milliseconds. */
export interface LessonRecord {
  readonly userId: string;
  /** Which names the learner's resources have. */
  readonly place: number;
  readonly memory: LessonMemory;
  /** The learner's language. */
  readonly language: string;
  readonly channel: string;
  /** The message; absent when it is gone. */
  readonly ts?: string;
  /** Of what the message shows. */
  readonly sent?: string;
  /** The step that was current at the last look; absent before the first, and when all are done. */
  readonly step?: StepId;
  /** When the learner last did something. */
  readonly touchedAt: number;
  /** When AWS was last asked. */
  readonly lookedAt: number;
  /** Of the record in the table; 0 before it is there. */
  readonly version: number;
}
