import type { Logger } from '@aws-lambda-powertools/logger';
import type { WebClient } from '@slack/web-api';
import { CannotPost, ChangeRefused } from '../changes/card.ts';
import { Refusal } from '../commands/line/problem.ts';
import type { HandsOnSources } from '../hands-on/facts.ts';
import { type HandsOnRecord, type HandsOnRequest, handsOnNames } from '../hands-on/hands-on.ts';
import { isIdle } from '../hands-on/progress.ts';
import { handsOnStore } from '../hands-on/store.ts';
import type { MessagesFor } from '../messages/messages-for.ts';
import type { Table } from '../store/table.ts';
import type { Guide, LineDeps, LineRequest } from './context.ts';
import { editHandsOn, readHandsOn, showHandsOn, tellNext } from './hands-on-message.ts';

interface HandsOnOptions {
  readonly web: WebClient;
  readonly table: Table;
  readonly sources: HandsOnSources;
  readonly now: () => number;
  readonly messagesFor: MessagesFor;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Lessons whose messages are sent with this client. */
export function createGuide({ web, table, sources, now, messagesFor, logger }: HandsOnOptions): Guide {
  const deps = { web, table, sources, now, messagesFor, store: handsOnStore(table) };

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
 * Shows the hands-on to who asked: for whoever may look at what it makes. A button belongs to its learner alone.
 * Throws Refusal or ChangeRefused when nothing was shown; other errors may be tried again.
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
