import type { LessonAsk } from '../../lesson/lesson-ask.ts';
import type { LessonRecord } from '../../lesson/lesson-record.ts';
import { markRead } from '../../lesson/mark-read.ts';
import { newMemory } from '../../lesson/new-memory.ts';
import { takePlace } from '../../lesson/take-place.ts';
import { movedLessonView } from '../../views/lesson/moved-lesson-view.ts';
import { postAtMostTwice } from '../post-at-most-twice.ts';
import { postInChannel } from '../post-in-channel.ts';
import { sendMessage } from '../send-message.ts';
import { editLesson } from './edit-lesson.ts';
import type { LessonWorld } from './lesson-world.ts';
import type { Learner } from './lessons.ts';
import { lookAtLesson, type SeenLesson } from './look-at-lesson.ts';

/**
 * Carries out what a learner asks of their lesson. A press edits its message; a typed line posts one where it was typed, and closes
 * the one before with a hint. Throws CannotPost.
 */
export async function showLesson(world: LessonWorld, ask: LessonAsk, learner: Learner): Promise<void> {
  const found = await world.store.load(learner.userId);
  const record = await begin(world, found, ask, learner);
  const seen = await lookAtLesson(world, record);
  const isPressed = ask.of !== undefined && found?.ts !== undefined;
  return isPressed ? editLesson(world, seen) : postLesson(world, seen, learner, found);
}

/** The learner's record, or a new one. A lesson that is over is shown as it ended, until it is begun again. */
async function begin(
  { store, now }: LessonWorld,
  found: LessonRecord | undefined,
  ask: LessonAsk,
  { userId, channelId, language }: Learner,
): Promise<LessonRecord> {
  const at = now();
  const isOver = found?.memory.finishedAt !== undefined;
  if (found && isOver && ask.want !== 'again') return { ...found, language };
  const isNew = found === undefined || ask.want === 'again';
  const place = await takePlace(store, found ?? { userId }, at);
  return {
    ...(found ?? { userId, channel: channelId, lookedAt: 0, version: 0 }),
    ...{ place, language, touchedAt: at },
    memory: markRead(isNew ? newMemory(at) : found.memory, ask),
  };
}

async function postLesson(
  { web, table, store, now, messagesFor }: LessonWorld,
  { record, message, digest }: SeenLesson,
  { channelId, jobId, language }: Learner,
  before: LessonRecord | undefined,
): Promise<void> {
  const ts = await postAtMostTwice({ table, now }, `lesson-${jobId}`, () =>
    postInChannel(web, channelId, message),
  );
  const { finishedAt } = record.memory;
  const saved = await store.save(
    { ...record, channel: channelId, ts, sent: digest },
    finishedAt === undefined,
  );
  if (saved === undefined) throw new Error('Somebody else saved the lesson meanwhile.');
  if (before?.ts === undefined) return;
  const { channel, ts: old } = before;
  const moved = movedLessonView(record.userId, messagesFor(language));
  // It may have been taken away.
  await sendMessage(web, { channel, ts: old }, moved).catch(() => undefined);
}
