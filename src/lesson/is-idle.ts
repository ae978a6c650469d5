import type { LessonRecord } from './lesson-record.ts';

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
