import type { Logger } from '@aws-lambda-powertools/logger';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { WebClient } from '@slack/web-api';
import type { Card } from '../changes/card.ts';
import type { Change } from '../changes/change.ts';
import type { Story } from '../changes/story.ts';
import { familyOf, type Target } from '../ecs/target.ts';
import { startEpisode } from '../episodes/start-episode.ts';
import { loadEpisode } from '../store/load-episode.ts';
import type { Table } from '../store/table.ts';
import { openChangeEpisode } from '../task-events/open-change-episode.ts';
import { queueNudge } from '../task-events/queue-nudge.ts';
import { recordFact } from '../task-events/record-fact.ts';
import { episodeView } from '../views/episode/episode-view.ts';
import { causeOf, type ToldChange } from './cause-of.ts';
import type { ChannelMessages } from './channel-messages.ts';
import { createResourceStory } from './create-resource-story.ts';
import { postAtMostTwice, postedAt } from './post-at-most-twice.ts';
import { postInChannel } from './post-in-channel.ts';

export interface StoryOptions {
  readonly web: WebClient;
  readonly table: Table;
  readonly sqs: SQSClient;
  /** The events queue. */
  readonly queueUrl: string;
  readonly channelMessages: ChannelMessages;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'error'>;
}

/**
 * The story of a change and the message that shows it: the episode that its target has from now on, or for what has none a
 * message of its own.
 */
export function createStory({
  web,
  table,
  sqs,
  queueUrl,
  channelMessages,
  now,
  logger,
}: StoryOptions): Story {
  const resources = createResourceStory({ web, table, channelMessages, now, logger });
  const permalink = async (channel: string, ts: string) => {
    try {
      return (await web.chat.getPermalink({ channel, message_ts: ts })).permalink;
    } catch {
      // A link is a comfort; the change goes on without it.
      return undefined;
    }
  };

  async function beginEpisode(
    card: ToldCard,
    channel: string,
    approvedBy: string | undefined,
  ): Promise<string> {
    const target = toldTarget(card.change);
    const previous = await loadEpisode(table, target);
    const sameCard = previous?.episode.cause?.changeId === card.id;
    const known = sameCard
      ? previous.deliveries.find((delivery) => delivery.channel === channel)?.ts
      : undefined;
    if (known !== undefined) return known;

    const start = { target, cause: causeOf(card, now(), approvedBy), channel };
    const { episode } = startEpisode({ ...start, ...(previous && { previous }) });
    const message = episodeView(episode, await channelMessages(channel));
    const ts = await postAtMostTwice({ table, now }, card.id, () => postInChannel(web, channel, message));
    await openChangeEpisode({ table, now }, { ...start, ts });
    return ts;
  }

  return {
    async begin(card, channelId, approvedBy) {
      const { change } = card;
      const ts = hasEpisode(change)
        ? await beginEpisode({ ...card, change }, channelId, approvedBy)
        : await resources.begin({ ...card, change }, channelId, approvedBy);
      return { link: await permalink(channelId, ts) };
    },
    async link(card, channelId) {
      const ts = await postedAt(table, card.id);
      return ts === undefined ? undefined : permalink(channelId, ts);
    },
    async end(card, outcome) {
      const { change } = card;
      if (!hasEpisode(change)) return resources.end({ ...card, change }, outcome);
      const target = toldTarget(change);
      const { result, reason } = outcome;
      await recordFact({ table, now }, target, {
        kind: 'outcome',
        changeId: card.id,
        result,
        at: now(),
        ...(reason !== undefined && { reason }),
      });
      await queueNudge({ sqs, queueUrl }, target, 0);
    },
  };
}

type ToldCard = Card & { readonly change: ToldChange };

function hasEpisode(change: Change): change is ToldChange {
  return 'service' in change.target || 'task' in change.target;
}

/** A standalone task is told among those of its family, where its events go. */
function toldTarget(change: ToldChange): Target {
  if (change.type !== 'stop-task' || !('task' in change.target)) return change.target;
  return { cluster: change.target.cluster, family: familyOf(change.before.taskDefinition) };
}
