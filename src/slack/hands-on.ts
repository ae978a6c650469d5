import type { Logger } from '@aws-lambda-powertools/logger';
import type { WebClient } from '@slack/web-api';
import { CannotPost, ChangeRefused } from '../changes/card.ts';
import { Refusal } from '../commands/line/problem.ts';
import type { LessonSources } from '../hands-on/facts.ts';
import { type LessonAsk, type LessonRecord, lessonNames } from '../hands-on/lesson.ts';
import { isIdle } from '../hands-on/progress.ts';
import { lessonStore } from '../hands-on/store.ts';
import type { MessagesFor } from '../messages/messages-for.ts';
import type { Table } from '../store/table.ts';
import type { Lessons, LineRequest, LineWorld } from './context.ts';
import { editLesson, lookAtLesson, showLesson, tellNext } from './hands-on-message.ts';

interface LessonsOptions {
  readonly web: WebClient;
  readonly table: Table;
  readonly sources: LessonSources;
  readonly now: () => number;
  readonly messagesFor: MessagesFor;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Lessons whose messages are sent with this client. */
export function createLessons({ web, table, sources, now, messagesFor, logger }: LessonsOptions): Lessons {
  const world = { web, table, sources, now, messagesFor, store: lessonStore(table) };

  async function refresh(userId: string, toLook: (record: LessonRecord) => LessonRecord | undefined) {
    try {
      const found = await world.store.load(userId);
      const record = found && toLook(found);
      if (record === undefined) return;
      const seen = await lookAtLesson(world, record);
      await editLesson(world, seen);
      await tellNext(world, record, seen);
    } catch (error) {
      logger.warn('A lesson could not be looked at', { userId, error: error as Error });
    }
  }

  return {
    show: (ask, learner) => showLesson(world, ask, learner),
    touch: (userId) =>
      refresh(userId, (record) =>
        record.memory.finishedAt === undefined ? { ...record, touchedAt: now() } : undefined,
      ),
    look: (userId, at) =>
      refresh(userId, (record) =>
        isIdle(record, 'event', now()) || record.lookedAt > at ? undefined : record,
      ),
  };
}

/**
 * Shows the lesson to who asked: for whoever may look at what it makes. A button belongs to its learner alone.
 * Throws Refusal or ChangeRefused when nothing was shown; other errors may be tried again.
 */
export async function runLesson(
  ask: LessonAsk,
  { caller: { userId, channelId }, delivery }: LineRequest,
  { lessons, access, messages }: LineWorld,
): Promise<void> {
  if (lessons === undefined) throw new Refusal({ code: 'noHandsOn' });
  if (ask.of !== undefined && ask.of !== userId) {
    throw new Refusal({ code: 'lessonOfAnother', userId: ask.of });
  }
  const { cluster, service } = lessonNames(1);
  const target = { cluster, name: service, tags: {} };
  const decision = await access.decide({ userId, channelId, kind: 'read', commands: ['hands-on'], target });
  if (!decision.allowed) throw new ChangeRefused({ why: 'denied', denial: decision.denial });
  try {
    await lessons.show(ask, { userId, channelId, language: messages.locale, jobId: delivery.jobId });
  } catch (error) {
    if (!(error instanceof CannotPost)) throw error;
    const { refusal } = error;
    throw new ChangeRefused({ why: 'cannotPost', channelId, direct: false, refusal }, { cause: error });
  }
}
