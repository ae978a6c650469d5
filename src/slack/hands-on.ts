import { createHash } from 'node:crypto';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { WebClient } from '@slack/web-api';
import { CannotPost, ChangeRefused } from '../changes/card.ts';
import { Refusal } from '../commands/line/problem.ts';
import { type HandsOnSources, readHandsOnFacts } from '../hands-on/facts.ts';
import {
  type HandsOnFacts,
  type HandsOnProgress,
  type HandsOnRecord,
  type HandsOnRequest,
  handsOnNames,
} from '../hands-on/hands-on.ts';
import {
  currentStep,
  isFurther,
  isIdle,
  markRead,
  newMemory,
  progressOf,
  remember,
} from '../hands-on/progress.ts';
import { type HandsOnStore, handsOnStore, takePlace } from '../hands-on/store.ts';
import type { MessagesFor } from '../messages/messages-for.ts';
import type { Table } from '../store/table.ts';
import type { Message } from '../views/blocks.ts';
import { handsOnView, movedHandsOnView, nextStepView } from '../views/hands-on/message.ts';
import type { Guide, Learner, LineDeps, LineRequest } from './context.ts';
import { slackFailure } from './errors.ts';
import { postAtMostTwice, postInChannel, sendMessage } from './post.ts';

interface HandsOnOptions {
  readonly web: WebClient;
  readonly table: Table;
  readonly sources: HandsOnSources;
  readonly now: () => number;
  readonly messagesFor: MessagesFor;
  readonly logger: Pick<Logger, 'warn'>;
}

/** The hands-on guide, whose messages are sent with this client. */
export function createGuide({ logger, ...options }: HandsOnOptions): Guide {
  const { table, now } = options;
  const deps = { ...options, store: handsOnStore(table) };

  async function refresh(userId: string, toLook: (record: HandsOnRecord) => HandsOnRecord | undefined) {
    try {
      const found = await deps.store.load(userId);
      const record = found && toLook(found);
      if (record === undefined) return;
      const state = await readHandsOn(deps, record);
      await editHandsOn(deps, state);
      await tellNext(deps, record, state);
    } catch (error) {
      logger.warn('The hands-on could not be checked', { userId, error: error as Error });
    }
  }

  return {
    show: (ask, learner) => showHandsOn(deps, ask, learner),
    touch: (userId) =>
      refresh(userId, (record) =>
        record.memory.finishedAt === undefined ? { ...record, touchedAt: now() } : undefined,
      ),
    check: (userId, at) =>
      refresh(userId, (record) =>
        isIdle(record, 'event', now()) || record.lookedAt > at ? undefined : record,
      ),
  };
}

/**
 * Shows the hands-on to the caller, if they may read what it creates. A button works only for its learner. Throws Refusal or ChangeRefused when
 * nothing was shown; other errors may be retried.
 */
export async function runHandsOn(
  ask: HandsOnRequest,
  { caller: { userId, channelId }, delivery }: LineRequest,
  { guide, access, messages }: LineDeps,
): Promise<void> {
  if (guide === undefined) throw new Refusal({ code: 'noHandsOn' });
  if (ask.of !== undefined && ask.of !== userId) {
    throw new Refusal({ code: 'handsOnOfAnother', userId: ask.of });
  }
  const { cluster, service } = handsOnNames(1);
  const target = { cluster, name: service, tags: {} };
  const decision = await access.decide({ userId, channelId, kind: 'read', commands: ['hands-on'], target });
  if (!decision.allowed) throw new ChangeRefused({ why: 'denied', denial: decision.denial });
  try {
    await guide.show(ask, { userId, channelId, language: messages.locale, jobId: delivery.jobId });
  } catch (error) {
    if (!(error instanceof CannotPost)) throw error;
    const { refusal } = error;
    throw new ChangeRefused({ why: 'cannotPost', channelId, direct: false, refusal }, { cause: error });
  }
}

/** What showing the hands-on needs. */
interface HandsOnDeps extends Omit<HandsOnOptions, 'logger'> {
  readonly store: HandsOnStore;
}

/** A hands-on after a check, and the message that shows it. */
interface HandsOnState {
  readonly record: HandsOnRecord;
  readonly handsOn: HandsOnProgress;
  readonly message: Message;
  /** Of the message. */
  readonly digest: string;
}

/** Asks AWS for a hands-on's progress. A finished one stays as it was at its end. */
async function readHandsOn(
  { sources, now, messagesFor }: HandsOnDeps,
  record: HandsOnRecord,
): Promise<HandsOnState> {
  const { place, memory, language } = record;
  const facts: HandsOnFacts =
    memory.finishedAt === undefined
      ? await readHandsOnFacts(sources, handsOnNames(place), memory.startedAt)
      : { at: now() };
  const state = { ...record, memory: remember(memory, facts, place), lookedAt: facts.at };
  const handsOn = progressOf({ ...state, where: sources.where }, facts);
  const message = handsOnView(handsOn, messagesFor(language));
  const digest = createHash('sha256').update(JSON.stringify(message)).digest('hex');
  const { step: _, ...rest } = state;
  const step = currentStep(handsOn);
  return { record: { ...rest, ...(step !== undefined && { step }) }, handsOn, message, digest };
}

/**
 * Carries out what a learner asks of their hands-on. A button edits its message, or posts another if it can't be edited any more. A typed line posts
 * a message where it was typed, and closes the previous one with a hint. Throws CannotPost.
 */
async function showHandsOn(deps: HandsOnDeps, ask: HandsOnRequest, learner: Learner): Promise<void> {
  const found = await deps.store.load(learner.userId);
  const state = await readHandsOn(deps, await begin(deps, found, ask, learner));
  const isPressed = ask.of !== undefined && found?.ts !== undefined;
  if (!isPressed) return postHandsOn(deps, state, learner, found);
  const record = await edit(deps.web, state);
  if (record.ts === undefined) return postHandsOn(deps, { ...state, record }, learner, undefined);
  return save(deps, record);
}

/** The learner's record, or a new one. A finished hands-on is shown as it ended, until it is started again. */
async function begin(
  { store, now }: HandsOnDeps,
  found: HandsOnRecord | undefined,
  ask: HandsOnRequest,
  { userId, channelId, language }: Learner,
): Promise<HandsOnRecord> {
  const at = now();
  const isOver = found?.memory.finishedAt !== undefined;
  if (found && isOver && ask.want !== 'again') return { ...found, language };
  const isNew = found === undefined || ask.want === 'again';
  const place = await takePlace(store, found ?? { userId }, at);
  return {
    ...(found ?? { userId, channel: channelId, lookedAt: 0, version: 0 }),
    place,
    language,
    touchedAt: at,
    memory: markRead(isNew ? newMemory(at) : found.memory, ask),
  };
}

async function postHandsOn(
  { web, table, store, now, messagesFor }: HandsOnDeps,
  { record, message, digest }: HandsOnState,
  { channelId, jobId, language }: Learner,
  before: HandsOnRecord | undefined,
): Promise<void> {
  const ts = await postAtMostTwice({ table, now }, `lesson-${jobId}`, () =>
    postInChannel(web, channelId, message),
  );
  await save({ store }, { ...record, channel: channelId, ts, sent: digest });
  if (before?.ts === undefined) return;
  const { channel, ts: old } = before;
  const moved = movedHandsOnView(record.userId, messagesFor(language));
  // The message may have been deleted.
  await sendMessage(web, { channel, ts: old }, moved).catch(() => undefined);
}

/**
 * Edits the hands-on's message if something changed, and saves it. A deleted message is no problem: the next `/ecs hands-on` posts another.
 * @throws Error when somebody else saved in the meantime: AWS must be checked again
 */
async function editHandsOn(deps: HandsOnDeps, state: HandsOnState): Promise<void> {
  return save(deps, await edit(deps.web, state));
}

async function save({ store }: Pick<HandsOnDeps, 'store'>, record: HandsOnRecord): Promise<void> {
  const saved = await store.save(record, record.memory.finishedAt === undefined);
  if (saved === undefined) throw new Error('Somebody else saved the hands-on meanwhile.');
}

async function edit(web: WebClient, { record, message, digest }: HandsOnState): Promise<HandsOnRecord> {
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
 * Shows only the learner what comes next, when a check found progress: by now other messages are below the hands-on's message. If it can't be shown,
 * nothing is lost.
 */
async function tellNext(
  { web, messagesFor }: Pick<HandsOnDeps, 'web' | 'messagesFor'>,
  before: HandsOnRecord,
  { record, handsOn }: HandsOnState,
): Promise<void> {
  if (before.step === undefined || !isFurther(before.step, record.step)) return;
  const message = nextStepView(before.step, handsOn, messagesFor(record.language));
  const place = { channel: record.channel, user: record.userId };
  await web.chat.postEphemeral({ ...place, ...message }).catch(() => undefined);
}
