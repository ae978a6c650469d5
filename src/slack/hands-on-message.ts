import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import { type LessonSources, readLessonFacts } from '../hands-on/facts.ts';
import {
  type Lesson,
  type LessonAsk,
  type LessonFacts,
  type LessonRecord,
  lessonNames,
} from '../hands-on/lesson.ts';
import { currentStep, isFurther, markRead, newMemory, remember, tellLesson } from '../hands-on/progress.ts';
import { type LessonStore, takePlace } from '../hands-on/store.ts';
import type { MessagesFor } from '../messages/messages-for.ts';
import type { Table } from '../store/table.ts';
import type { Message } from '../views/blocks.ts';
import { lessonView, movedLessonView, nextStepView } from '../views/hands-on/lesson.ts';
import type { Learner } from './context.ts';
import { slackFailure } from './errors.ts';
import { postAtMostTwice, postInChannel, sendMessage } from './post.ts';

/** What showing lessons needs. */
interface LessonWorld {
  readonly web: WebClient;
  readonly table: Table;
  readonly store: LessonStore;
  readonly sources: LessonSources;
  readonly now: () => number;
  readonly messagesFor: MessagesFor;
}

/** A lesson after a look, and the message that shows it. */
interface SeenLesson {
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

/**
 * Carries out what a learner asks of their lesson. A press edits its message, or posts another where that can't be edited any more; a typed
 * line posts one where it was typed, and closes the one before with a hint. Throws CannotPost.
 */
export async function showLesson(world: LessonWorld, ask: LessonAsk, learner: Learner): Promise<void> {
  const found = await world.store.load(learner.userId);
  const seen = await lookAtLesson(world, await begin(world, found, ask, learner));
  const isPressed = ask.of !== undefined && found?.ts !== undefined;
  if (!isPressed) return postLesson(world, seen, learner, found);
  const record = await edit(world.web, seen);
  if (record.ts === undefined) return postLesson(world, { ...seen, record }, learner, undefined);
  return save(world, record);
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
  await save({ store }, { ...record, channel: channelId, ts, sent: digest });
  if (before?.ts === undefined) return;
  const { channel, ts: old } = before;
  const moved = movedLessonView(record.userId, messagesFor(language));
  // It may have been taken away.
  await sendMessage(web, { channel, ts: old }, moved).catch(() => undefined);
}

/**
 * Shows in the lesson's message what was seen, if that is news, and saves it. A message that is gone is not missed: the next
 * `/ecs hands-on` posts another.
 * @throws Error when somebody else saved meanwhile: what was seen has to be seen again
 */
export async function editLesson(
  { web, store }: Pick<LessonWorld, 'web' | 'store'>,
  seen: SeenLesson,
): Promise<void> {
  return save({ store }, await edit(web, seen));
}

async function save({ store }: Pick<LessonWorld, 'store'>, record: LessonRecord): Promise<void> {
  const saved = await store.save(record, record.memory.finishedAt === undefined);
  if (saved === undefined) throw new Error('Somebody else saved the lesson meanwhile.');
}

async function edit(web: WebClient, { record, message, digest }: SeenLesson): Promise<LessonRecord> {
  const { ts, channel, sent } = record;
  if (ts === undefined || sent === digest) return record;
  try {
    await sendMessage(web, { channel, ts }, message);
    return { ...record, sent: digest };
  } catch (error) {
    const kind = slackFailure(error)?.kind;
    if (kind !== 'gone' && kind !== 'forbidden') throw error;
    const { ts: _, sent: __, ...rest } = record;
    return rest;
  }
}

/**
 * Tells the learner alone what comes next, when a look found them further: by now the lesson's message stands above what was done.
 * It is a comfort: where it can't be shown, nothing is lost.
 */
export async function tellNext(
  { web, messagesFor }: Pick<LessonWorld, 'web' | 'messagesFor'>,
  before: LessonRecord,
  { record, lesson }: SeenLesson,
): Promise<void> {
  if (before.step === undefined || !isFurther(before.step, record.step)) return;
  const message = nextStepView(before.step, lesson, messagesFor(record.language));
  const place = { channel: record.channel, user: record.userId };
  await web.chat.postEphemeral({ ...place, ...message }).catch(() => undefined);
}
