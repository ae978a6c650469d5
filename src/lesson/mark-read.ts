import type { LessonAsk } from './lesson-ask.ts';
import type { LessonMemory } from './lesson-memory.ts';
import { readSteps } from './read-step.ts';

/** The memory with one more step read: the one that was asked for, else the first that is not. */
export function markRead(memory: LessonMemory, { want, step }: LessonAsk): LessonMemory {
  if (want !== 'next') return memory;
  const read = step ?? readSteps.find((each) => !memory.read.includes(each));
  if (read === undefined || memory.read.includes(read)) return memory;
  return { ...memory, read: [...memory.read, read] };
}
