import type { Logger } from '@aws-lambda-powertools/logger';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { WebClient } from '@slack/web-api';
import { familyOf, type Target } from '../aws/ecs/target.ts';
import { CannotPost, type Card, type ChangeOutcome, Unanswered } from '../changes/card.ts';
import type { Change, ResourceChange } from '../changes/change.ts';
import type { Story } from '../changes/context.ts';
import { closeEpisode } from '../episodes/closing.ts';
import {
  continuedIn,
  shownAt,
  tellsDeployment,
  withContinued,
  withoutContinued,
} from '../episodes/continued.ts';
import { startEpisode } from '../episodes/life-cycle.ts';
import type { EpisodeRecord } from '../episodes/record.ts';
import { changeRecord, loadEpisode, openChangeEpisode, recordFact } from '../store/episodes.ts';
import { getRecord, putNew, type Table } from '../store/table.ts';
import { queueNotice, queueNudge } from '../task-events/queue.ts';
import type { Message } from '../views/blocks.ts';
import { changeWords } from '../views/changes/card.ts';
import { resourceStoryView } from '../views/changes/resources.ts';
import { episodeView } from '../views/episode/episode.ts';
import { breakGlassView } from '../views/freeze.ts';
import { causeOf, continuedOf, type ToldChange } from './cause.ts';
import { slackRefusal } from './errors.ts';
import {
  type ChannelMessages,
  permalink,
  postAtMostTwice,
  postedAt,
  postInChannel,
  sendMessage,
} from './post.ts';

interface StoryOptions {
  readonly web: WebClient;
  readonly table: Table;
  readonly sqs: SQSClient;
  /** The events queue. */
  readonly queueUrl: string;
  /** Empty where there is none. */
  readonly defaultChannel: string;
  /** Whether the bot has the rights to answer pause hooks. */
  readonly answersHooks: boolean;
  readonly channelMessages: ChannelMessages;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'error'>;
}

/** The story of a change and the message that shows it: its target's episode, or a message of its own if the target has none. */
export function createStory(options: StoryOptions): Story {
  const { web, table, sqs, queueUrl, answersHooks, channelMessages, now } = options;
  const resources = createResourceStory(options);

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
    const words = await channelMessages(channel);
    const message = episodeView(episode, words, answersHooks);
    const earlier = previous && (await replacedPost(card.id, previous));
    if (earlier !== undefined) {
      // If no episode ever told it, nobody else would say that it was replaced. One that can't be edited stays as it is.
      const over = { ...closeEpisode(episode), superseded: true } as const;
      await sendMessage(web, { channel, ts: earlier }, episodeView(over, words, answersHooks)).catch(
        () => {},
      );
    }
    const key = earlier === undefined ? card.id : `${card.id}#${episode.number}`;
    const ts = await postAtMostTwice({ table, now }, key, () => postInChannel(web, channel, message));
    await openChangeEpisode({ table, now }, { ...start, ts });
    return ts;
  }

  /** What an earlier press of the card posted before its job came to nothing, if a later change has a message of its own since. */
  async function replacedPost(cardId: string, { episode }: EpisodeRecord): Promise<string | undefined> {
    const { cause } = episode;
    if (cause === undefined || cause.changeId === cardId) return undefined;
    const ts = await postedAt(table, cardId);
    return ts !== undefined && Date.parse(cause.askedAt) > Number(ts) * 1000 ? ts : undefined;
  }

  /**
   * Tells an answer to a hook in the message of the deployment that waits, and returns that message's `ts`; undefined if no open episode tells the
   * deployment. A channel that does not have the message gets it, and so does one where Slack no longer accepts its edits.
   */
  async function joinEpisode(
    card: ToldCard,
    channel: string,
    approvedBy: string | undefined,
  ): Promise<string | undefined> {
    const { id, change } = card;
    if (change.type !== 'continue' || change.action === 'ROLLBACK') return undefined;
    const { target, deployment } = change;
    const continued = continuedOf({ ...card, change }, now(), { channel, approvedBy });
    const known = await loadEpisode(table, target);
    if (known === undefined || !tellsDeployment(known, deployment, channel)) return undefined;
    const save = (edit: (record: EpisodeRecord) => EpisodeRecord) =>
      changeRecord({ table, now }, target, edit);
    const ts = await postAtMostTwice({ table, now }, id, async () => {
      const record = await save((each) =>
        tellsDeployment(each, deployment, channel) ? withContinued(each, continued) : each,
      );
      if (!continuedIn(record.episode).some(({ changeId }) => changeId === id)) {
        throw new Error('Another message tells the deployment by now');
      }
      try {
        return await showIn(channel, record);
      } catch (error) {
        await save((each) => withoutContinued(each, id));
        await queueNudge({ sqs, queueUrl }, target, 0);
        throw error;
      }
    });
    await save((record) => shownAt(record, channel, ts));
    return ts;
  }

  /** Edits the episode's message in the channel, or posts it there. */
  async function showIn(channel: string, { episode, deliveries }: EpisodeRecord): Promise<string> {
    const message = episodeView(episode, await channelMessages(channel), answersHooks);
    const ts = deliveries.find((each) => each.channel === channel && each.gone === undefined)?.ts;
    if (ts === undefined) return postInChannel(web, channel, message);
    try {
      return await sendMessage(web, { channel, ts }, message);
    } catch (error) {
      if (slackRefusal(error) === undefined) throw error;
      return postInChannel(web, channel, message);
    }
  }

  /** Whoever may break a freeze alone does not do it unseen: told where it is changed, where it was frozen, and in the default channel. */
  async function broadcast(card: Card, channelId: string, approvedBy: string | undefined): Promise<void> {
    if (card.breaks === undefined) return;
    const channels = new Set([channelId, card.breaks.channel, options.defaultChannel]);
    for (const channel of channels) {
      if (channel === '') continue;
      const messages = await channelMessages(channel);
      const what = changeWords(card.change, messages).what();
      const message = breakGlassView(card, { what, approvedBy }, messages);
      const notice = {
        // Whoever approved it first may not be who decided: their press may have died.
        id: `break-glass ${card.id} ${channel} ${approvedBy ?? ''}`,
        at: Date.parse(card.askedAt),
        channel,
        message,
      };
      await queueNotice({ sqs, queueUrl }, notice);
    }
  }

  return {
    async begin(card, channelId, approvedBy) {
      const { change } = card;
      const ts = hasEpisode(change)
        ? ((await joinEpisode({ ...card, change }, channelId, approvedBy)) ??
          (await beginEpisode({ ...card, change }, channelId, approvedBy)))
        : await resources.begin({ ...card, change }, channelId, approvedBy);
      await broadcast(card, channelId, approvedBy);
      return { link: await permalink(web, channelId, ts) };
    },
    async find(card, channelId) {
      const { change } = card;
      const told = hasEpisode(change) ? await loadEpisode(table, toldTarget(change)) : undefined;
      const isTold = told?.episode.cause?.changeId === card.id;
      const own = isTold ? told.deliveries.find((each) => each.channel === channelId)?.ts : undefined;
      const ts = own ?? (await postedAt(table, card.id));
      return ts === undefined ? undefined : { link: await permalink(web, channelId, ts) };
    },
    async end(card, outcome, approvedBy) {
      const { change } = card;
      if (!hasEpisode(change)) return resources.end({ ...card, change }, outcome, approvedBy);
      const target = toldTarget(change);
      const { result, reason, role, registered } = outcome;
      await recordFact({ table, now }, target, {
        kind: 'outcome',
        changeId: card.id,
        result,
        at: now(),
        ...(reason !== undefined && { reason }),
        ...(role && { role }),
        ...(registered !== undefined && { registered }),
        ...(approvedBy !== undefined && { approvedBy }),
      });
      await queueNudge({ sqs, queueUrl }, target, 0);
    },
  };
}

type ToldCard = Card & { readonly change: ToldChange };

function hasEpisode(change: Change): change is ToldChange {
  return 'service' in change.target || 'task' in change.target;
}

/** A standalone task is shown under its family, where its events go. */
function toldTarget(change: ToldChange): Target {
  if (change.type !== 'stop-task' || !('task' in change.target)) return change.target;
  return { cluster: change.target.cluster, family: familyOf(change.before.taskDefinition) };
}

type ResourceCard = Card & { readonly change: ResourceChange };

/** Where a change's message was posted. */
interface Posted {
  readonly channel: string;
  readonly ts: string;
}

/** Kept for as long as the change's job may be retried, plus a day. */
const keptSeconds = 86_400;

/**
 * The story of a change whose target has no episode: one message, posted before the change and edited with its outcome. It is stored under
 * `change#<card id>`, `story`.
 */
function createResourceStory({ web, table, channelMessages, now, logger }: StoryOptions) {
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
    /** Posts it once and returns the message's `ts`. Throws CannotPost. */
    async begin(card: ResourceCard, channel: string, approvedBy: string | undefined): Promise<string> {
      const known = await posted(card);
      if (known !== undefined) return known.ts;
      const { change, askedBy } = card;
      const approval = approvedBy !== undefined && { approvedBy };
      const message = resourceStoryView({ change, askedBy, ...approval }, await channelMessages(channel));
      const ts = await postAtMostTwice({ table, now }, card.id, () => postInChannel(web, channel, message));
      const expiresAt = card.expiresAt + keptSeconds;
      await putNew(table, { ...key(card), channel, ts, expiresAt });
      return ts;
    },
    /** Edits it; if it was deleted, posts the outcome in a new one. */
    async end(card: ResourceCard, outcome: ChangeOutcome, approvedBy: string | undefined): Promise<void> {
      const place = await posted(card);
      if (place === undefined) return;
      const { channel, ts } = place;
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
