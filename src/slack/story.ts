import type { Logger } from '@aws-lambda-powertools/logger';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { WebClient } from '@slack/web-api';
import { familyOf, type Target } from '../aws/ecs/target.ts';
import { CannotPost, type Card, type ChangeOutcome, Unanswered } from '../changes/card.ts';
import {
  type Change,
  type ContinueChange,
  type CreateServiceChange,
  type DeleteServiceChange,
  type DeploymentChange,
  deployedName,
  type ResourceChange,
  type TaskChange,
} from '../changes/change.ts';
import type { Story } from '../changes/context.ts';
import { standingWithout } from '../changes/for-a-time.ts';
import type { Cause } from '../episodes/episode.ts';
import { startEpisode } from '../episodes/life-cycle.ts';
import { loadEpisode, openChangeEpisode, recordFact } from '../store/episodes.ts';
import { getRecord, putNew, type Table } from '../store/table.ts';
import { queueNotice, queueNudge } from '../task-events/queue.ts';
import type { Message } from '../views/blocks.ts';
import { changeWords } from '../views/changes/card.ts';
import { resourceStoryView } from '../views/changes/resources.ts';
import { episodeView } from '../views/episode/episode.ts';
import { breakGlassView } from '../views/freeze.ts';
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
    const message = episodeView(episode, await channelMessages(channel), answersHooks);
    const ts = await postAtMostTwice({ table, now }, card.id, () => postInChannel(web, channel, message));
    await openChangeEpisode({ table, now }, { ...start, ts });
    return ts;
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
        id: `break-glass ${card.id} ${channel}`,
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
        ? await beginEpisode({ ...card, change }, channelId, approvedBy)
        : await resources.begin({ ...card, change }, channelId, approvedBy);
      await broadcast(card, channelId, approvedBy);
      return { link: await permalink(web, channelId, ts) };
    },
    async find(card, channelId) {
      const ts = await postedAt(table, card.id);
      return ts === undefined ? undefined : { link: await permalink(web, channelId, ts) };
    },
    async end(card, outcome) {
      const { change } = card;
      if (!hasEpisode(change)) return resources.end({ ...card, change }, outcome);
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
  readonly approvedBy?: string;
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
      await putNew(table, { ...key(card), channel, ts, ...approval, expiresAt });
      return ts;
    },
    /** Edits it; if it was deleted, posts the outcome in a new one. */
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

/** A change whose target has an episode: a service, or a task. */
type ToldChange = TaskChange | DeploymentChange | ContinueChange | CreateServiceChange | DeleteServiceChange;

/** An episode's cause, from the confirmed card. The episode starts at the press, not at the request. */
function causeOf(
  { id, askedBy, change }: Pick<Card, 'id' | 'askedBy'> & { readonly change: ToldChange },
  pressedAt: number,
  approvedBy: string | undefined,
): Cause {
  const asked = {
    changeId: id,
    askedBy,
    askedAt: new Date(pressedAt).toISOString(),
    ...(approvedBy !== undefined && { approvedBy }),
  };
  const { desiredCount, runningCount } = change.before;
  const before = { desiredCount, runningCount };
  switch (change.type) {
    case 'stop-task': {
      const { taskArn, drill } = change;
      return { ...asked, type: 'stop-task', before, taskArn, ...(drill && { drill }) };
    }
    case 'deploy':
      return { ...asked, type: 'deploy', before, what: deployedName(change) };
    case 'restart':
      return { ...asked, type: 'restart', before };
    case 'rollback': {
      const { before: now, after, stops } = change;
      const revisions = { from: now.taskDefinition, to: after.taskDefinition };
      const { undoes } = change;
      return {
        ...asked,
        type: 'rollback',
        before,
        ...revisions,
        ...(stops && { stops: now.deploymentId }),
        ...(undoes && { undoesChange: undoes.changeId }),
      };
    }
    case 'continue': {
      const { before: now, action, hookId } = change;
      const { taskDefinition: from, deploymentId: stops } = now;
      if (action === 'CONTINUE' || from === undefined) return { ...asked, type: 'continue', before, hookId };
      const revisions = { from: change.after.taskDefinition, to: from };
      return { ...asked, type: 'rollback', before, ...revisions, stops, hookId };
    }
    case 'create-service':
      return { ...asked, type: 'scale', before, after: change.after, service: 'created' };
    case 'delete-service':
      return { ...asked, type: 'scale', before, after: { desiredCount: 0 }, service: 'deleted' };
    case 'scale': {
      const { after, forMs, autoscaling, undoes } = change;
      const pauses = autoscaling?.after !== undefined;
      const until = forMs === undefined ? undefined : pressedAt + forMs;
      const backTo = until === undefined ? undefined : standingWithout(change, until).desiredCount;
      return {
        ...asked,
        type: 'scale',
        before,
        after,
        ...(until !== undefined && { until, ...(pauses && { pausesAutoscaling: true }) }),
        ...(backTo !== undefined && backTo !== before.desiredCount && { backTo }),
        ...(undoes && { undoes: undoes.by, undoesChange: undoes.changeId }),
      };
    }
  }
}
