import { createHash } from 'node:crypto';
import { currentStep } from '../../lesson/current-step.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { LessonFacts } from '../../lesson/lesson-facts.ts';
import { lessonNames } from '../../lesson/lesson-names.ts';
import type { LessonRecord } from '../../lesson/lesson-record.ts';
import { readLessonFacts } from '../../lesson/read-lesson-facts.ts';
import { remember } from '../../lesson/remember.ts';
import { tellLesson } from '../../lesson/tell-lesson.ts';
import { lessonView } from '../../views/lesson/lesson-view.ts';
import type { Message } from '../../views/message.ts';
import type { LessonWorld } from './lesson-world.ts';

/** A lesson after a look, and the message that shows it. */
export interface SeenLesson {
  readonly record: LessonRecord;
  readonly lesson: Lesson;
  readonly message: Message;
  /** Of the message. */
  readonly digest: string;
}

/** Asks AWS where a lesson stands. One that came to its end stays as it was then. */
export async function lookAtLesson(
  { sources, now, messagesFor }: LessonWorld,
  record: LessonRecord,
): Promise<SeenLesson> {
  const { place, memory, language } = record;
  const facts: LessonFacts =
    memory.finishedAt === undefined
      ? await readLessonFacts(sources, lessonNames(place), memory.startedAt)
      : { at: now() };
  const seen = { ...record, memory: remember(memory, facts, place), lookedAt: facts.at };
  const lesson = tellLesson({ ...seen, where: sources.where }, facts);
  const message = lessonView(lesson, messagesFor(language));
  const digest = createHash('sha256').update(JSON.stringify(message)).digest('hex');
  const { step: _, ...rest } = seen;
  const step = currentStep(lesson);
  return { record: { ...rest, ...(step !== undefined && { step }) }, lesson, message, digest };
}
