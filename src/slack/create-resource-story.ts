import type { Logger } from '@aws-lambda-powertools/logger';
import type { WebClient } from '@slack/web-api';
import { CannotPost } from '../changes/cannot-post.ts';
import type { Card } from '../changes/card.ts';
import type { ChangeOutcome } from '../changes/change-record.ts';
import type { ResourceChange } from '../changes/resource-change.ts';
import { Unanswered } from '../changes/unanswered.ts';
import { getRecord } from '../store/get-record.ts';
import { putNew } from '../store/put-new.ts';
import type { Table } from '../store/table.ts';
import type { Message } from '../views/message.ts';
import { resourceStoryView } from '../views/resource-story-view.ts';
import type { ChannelMessages } from './channel-messages.ts';
import { slackRefusal } from './errors.ts';
import { postAtMostTwice } from './post-at-most-twice.ts';
import { postInChannel } from './post-in-channel.ts';
import { sendMessage } from './send-message.ts';

type ResourceCard = Card & { readonly change: ResourceChange };

/** Where the message of a change stands. */
interface Posted {
  readonly channel: string;
  readonly ts: string;
  readonly approvedBy?: string;
}

export interface ResourceStoryOptions {
  readonly web: WebClient;
  readonly table: Table;
  readonly channelMessages: ChannelMessages;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'error'>;
}

/** Kept as long as the job of its change may come again, and a day more. */
const keptSeconds = 86_400;

/**
 * The story of a change whose target has no episode: one message, posted before the change and edited with its outcome.
 * `change#<card id>`, `story` remembers it.
 */
export function createResourceStory({ web, table, channelMessages, now, logger }: ResourceStoryOptions) {
  const key = (card: Card) => ({ pk: `change#${card.id}`, sk: 'story' });
  const posted = (card: Card) => getRecord<Posted>(table, key(card).pk, key(card).sk);

  async function tellAgain({ id }: Card, channel: string, message: Message): Promise<void> {
    try {
      await postAtMostTwice({ table, now }, `${id}#outcome`, () => postInChannel(web, channel, message));
    } catch (error) {
      if (!(error instanceof CannotPost || error instanceof Unanswered)) throw error;
      logger.error('The outcome of a change was not told', { changeId: id, error });
    }
  }

  return {
    /** Posts it once; the answer is the message's `ts`. Throws CannotPost. */
    async begin(card: ResourceCard, channel: string, approvedBy: string | undefined): Promise<string> {
      const known = await posted(card);
      if (known !== undefined) return known.ts;
      const { change, askedBy } = card;
      const approval = approvedBy !== undefined && { approvedBy };
      const message = resourceStoryView({ change, askedBy, ...approval }, await channelMessages(channel));
      const ts = await postAtMostTwice({ table, now }, card.id, () => postInChannel(web, channel, message));
      const expiresAt = card.expiresAt + keptSeconds;
      await putNew(table, { ...key(card), channel, ts, ...approval, expiresAt });
      return ts;
    },
    /** Edits it; where it was taken away, the outcome is told in a new one. */
    async end(card: ResourceCard, outcome: ChangeOutcome): Promise<void> {
      const place = await posted(card);
      if (place === undefined) return;
      const { channel, ts, approvedBy } = place;
      const { change, askedBy } = card;
      const approval = approvedBy !== undefined && { approvedBy };
      const story = { change, askedBy, ...approval, outcome };
      const message = resourceStoryView(story, await channelMessages(channel));
      try {
        await sendMessage(web, { channel, ts }, message);
      } catch (error) {
        if (slackRefusal(error) === undefined) throw error;
        await tellAgain(card, channel, message);
      }
    },
  };
}
