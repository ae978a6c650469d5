import type { WebClient } from '@slack/web-api';
import type { Card } from '../changes/card.ts';
import type { ChangeOutcome } from '../changes/change-record.ts';
import type { ResourceChange } from '../changes/resource-change.ts';
import { getRecord } from '../store/get-record.ts';
import { putNew } from '../store/put-new.ts';
import type { Table } from '../store/table.ts';
import { resourceStoryView } from '../views/resource-story-view.ts';
import type { ChannelMessages } from './channel-messages.ts';
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
}

/** Kept as long as the job of its change may come again, and a day more. */
const keptSeconds = 86_400;

/**
 * The story of a change whose target has no episode: one message, posted before the change and edited with its outcome.
 * `change#<card id>`, `story` remembers it.
 */
export function createResourceStory({ web, table, channelMessages }: ResourceStoryOptions) {
  const key = (card: Card) => ({ pk: `change#${card.id}`, sk: 'story' });
  const posted = (card: Card) => getRecord<Posted>(table, key(card).pk, key(card).sk);

  return {
    /** Posts it once; the answer is the message's `ts`. Throws CannotPost. */
    async begin(card: ResourceCard, channel: string, approvedBy: string | undefined): Promise<string> {
      const known = await posted(card);
      if (known !== undefined) return known.ts;
      const { change, askedBy } = card;
      const approval = approvedBy !== undefined && { approvedBy };
      const message = resourceStoryView({ change, askedBy, ...approval }, await channelMessages(channel));
      const ts = await postAtMostTwice(table, card.id, () => postInChannel(web, channel, message));
      const expiresAt = card.expiresAt + keptSeconds;
      await putNew(table, { ...key(card), channel, ts, ...approval, expiresAt });
      return ts;
    },
    /** Edits it. */
    async end(card: ResourceCard, outcome: ChangeOutcome): Promise<void> {
      const place = await posted(card);
      if (place === undefined) return;
      const { channel, ts, approvedBy } = place;
      const { change, askedBy } = card;
      const approval = approvedBy !== undefined && { approvedBy };
      await sendMessage(
        web,
        { channel, ts },
        resourceStoryView({ change, askedBy, ...approval, outcome }, await channelMessages(channel)),
      );
    },
  };
}
