import type { Logger } from '@aws-lambda-powertools/logger';
import type { WebClient } from '@slack/web-api';
import type { Card } from '../changes/card.ts';
import type { Approvals } from '../changes/context.ts';
import type { Messages } from '../messages/en/index.ts';
import { getRecord, putNew, type Table } from '../store/table.ts';
import type { Message } from '../views/blocks.ts';
import { approvalView, workingApprovalView } from '../views/changes/card.ts';
import { endedApprovalView } from '../views/changes/results.ts';
import { isPassing, slackFailure } from './errors.ts';
import { type ChannelMessages, postAtMostTwice, postInChannel, sendMessage } from './post.ts';

interface ApprovalsOptions {
  readonly web: WebClient;
  readonly table: Table;
  readonly channelMessages: ChannelMessages;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Where a card that asks for a second person was posted. */
interface Posted {
  readonly channel: string;
  readonly ts: string;
}

/** The cards that ask the channel for a second person. Each message is stored under `change#<card id>`, `approval`. */
export function createApprovals({ web, table, channelMessages, now, logger }: ApprovalsOptions): Approvals {
  const key = (cardId: string) => ({ pk: `change#${cardId}`, sk: 'approval' });
  const posted = (cardId: string) => getRecord<Posted>(table, key(cardId).pk, key(cardId).sk);

  /** False if the card was never posted. */
  async function edit(card: Card, view: (messages: Messages) => Message): Promise<boolean> {
    const place = await posted(card.id);
    if (place === undefined) return false;
    const { channel, ts } = place;
    await sendMessage(web, { channel, ts }, view(await channelMessages(channel)));
    return true;
  }

  return {
    async ask(card, channel) {
      if (await posted(card.id)) return;
      const message = approvalView(card, await channelMessages(channel), now());
      const ts = await postAtMostTwice({ table, now }, `${card.id}#approval`, () =>
        postInChannel(web, channel, message),
      );
      // Kept for as long as the card can be pressed, plus a day.
      await putNew(table, { ...key(card.id), channel, ts, expiresAt: card.expiresAt + 86_400 });
    },
    working: (card, by) => edit(card, (messages) => workingApprovalView(card, by, messages)),
    reopen: (card) => edit(card, (messages) => approvalView(card, messages, now())),
    async close(card, end) {
      try {
        return await edit(card, (messages) => endedApprovalView(card, end, messages));
      } catch (error) {
        const failure = slackFailure(error);
        if (failure === undefined || isPassing(failure)) throw error;
        // The record counts, whatever the card shows: pressing it tells how it ended.
        logger.warn('A card that asked for a second person was not closed', { cardId: card.id, failure });
        return false;
      }
    },
  };
}
