import type { LessonMemory } from './lesson-memory.ts';

/** A lesson that begins now, epoch milliseconds. */
export function newMemory(now: number): LessonMemory {
  return { startedAt: now, read: [] };
}
