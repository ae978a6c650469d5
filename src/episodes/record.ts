import type { Target } from '../aws/ecs/target.ts';
import type { OwnTags } from '../notifications/settings.ts';
import { type Episode, quietEpisode } from './episode.ts';
import type { Severity } from './episode-story.ts';
import { type FactSet, noFacts } from './facts.ts';
import { fewLive, liveTasks } from './folded-ids.ts';
import { foldTasks } from './folding.ts';

/** The state of sending one message. Times are epoch milliseconds by the clock passed in. */
export interface Sending {
  /** Posts whose answer is unknown: after two, it is not posted again. */
  readonly tries: number;
  /** The send budget that all messages share was used up: this one asks again at this time, unless it becomes urgent. */
  readonly turn?: { readonly at: number; readonly urgent: boolean };
  /** Who is sending now. After `until` the sender counts as dead. */
  readonly lease?: { readonly holder: string; readonly until: number };
  /** Nothing is sent before this time: Slack asked to wait, or could not be reached. */
  readonly notBefore: number;
  /** Sends that failed in a row. */
  readonly failures: number;
}

/** A notification that is due: it got worse than what the channel was last notified of, or waits for a person. */
export interface Rise extends Sending {
  readonly level: Severity;
  /** Hooks that wait for a person, and of which the channel was not notified yet. */
  readonly hooks?: readonly string[];
  /** If the trouble returned after a calm: when it began, epoch milliseconds. Each return is a notification of its own. */
  readonly again?: number;
}

/** The state of an episode's message in one channel. */
export interface Delivery extends Sending {
  /** Slack channel id, C… */
  readonly channel: string;
  /** The message's id in its channel; absent before the first post. */
  readonly ts?: string;
  /** Whether there are facts that the message might not show yet. */
  readonly pending: boolean;
  /** The record's version that the message shows; 0 before the first post. */
  readonly sentVersion: number;
  /** A digest of what was sent, to see whether there is anything new to send. */
  readonly sentDigest: string;
  /** The story's headline that was sent: a new one is sent at once, anything else follows a little later. */
  readonly sentHeadline: string;
  readonly sentAt: number;
  /** Whether what was sent reported a problem. */
  readonly sentProblem?: boolean;
  /** Whether it reported the end of what somebody asked for. */
  readonly sentAwaited?: boolean;
  /** The highest level that the channel was notified of, by the first post or a reply; see `notifiedLevel`. */
  readonly notified?: Severity;
  readonly rise?: Rise;
  /** The last trouble included in that level, epoch milliseconds by ECS's clock: trouble that begins long after it is news again. */
  readonly troubleAt?: number;
  /** The channel does not want notifications: when last checked, it was muted or set to get nothing. */
  readonly hushed?: true;
  /** Trouble that began until then was over before the channel accepted notifications again. */
  readonly overAt?: number;
  /** Slack will never accept this message again (deleted, channel gone): the episode continues without it. */
  readonly gone?: string;
}

/** An episode that a newer one replaced before its last state was sent. */
interface LastEdit {
  readonly episode: Episode;
  readonly deliveries: readonly Delivery[];
}

/** A target's current episode, as stored. */
export interface EpisodeRecord {
  /** Goes up by one with each save; 0 means not stored yet. */
  readonly version: number;
  readonly episode: Episode;
  /** One per channel; empty while no channel gets it. */
  readonly deliveries: readonly Delivery[];
  /** What the target's ECS tags say about who gets this episode; absent while unknown. */
  readonly tags?: OwnTags;
  /** Channels in which a mute suppressed this episode, with the end of that mute, so that it is counted once. */
  readonly muted?: Readonly<Record<string, number>>;
  /** The hooks that waited for a person and of which a channel was notified, the newest last, by channel. They outlive the episode. */
  readonly hooksTold?: Readonly<Record<string, readonly string[]>>;
  readonly lastEdits: readonly LastEdit[];
  /** When something new last arrived, epoch milliseconds by the clock passed in: the settling time runs from here. */
  readonly freshAt: number;
  /** Since when every ECS answer has shown the service steady, epoch milliseconds: the time of the first one since the last news. */
  readonly steadySince?: number;
  /** The same where health was unknown at times: since when the counts of every answer fit. */
  readonly fitsSince?: number;
  /** When to check the episode again; 0 if there is no need. */
  readonly lookAt: number;
  /** When the nudge that is queued arrives; 0 without one. */
  readonly nudgeAt: number;
}

/** The deliveries after a change that each message may have to show. */
export function allPending(deliveries: readonly Delivery[]): readonly Delivery[] {
  return deliveries.map((delivery) => ({ ...delivery, pending: true }));
}

/** Whether a message of this record might not show its latest state yet. */
export function hasUnsent({
  deliveries,
  lastEdits,
}: Pick<EpisodeRecord, 'deliveries' | 'lastEdits'>): boolean {
  return lastEdits.length > 0 || deliveries.some(isUnsent);
}

/** Whether this message might not show the episode's latest state yet and Slack would still accept it, or a notification is due. */
export function isUnsent({ pending, gone, rise }: Delivery): boolean {
  return (pending && gone === undefined) || rise !== undefined;
}

/** Messages of replaced episodes that still wait for their last edit, and tasks that each of these episodes keeps in full. */
const mostEdits = 3;
const mostTasks = { ended: 8, live: 8 };

/** What is left to send when a newer episode replaces this one. */
export function keepLastEdit({ episode, deliveries, lastEdits }: EpisodeRecord): readonly LastEdit[] {
  const unsent = deliveries.filter(isUnsent);
  if (unsent.length === 0) return lastEdits;
  const kept = { ...episode, loose: noFacts, facts: foldTasks(episode.facts, mostTasks) };
  return [...lastEdits, { episode: kept, deliveries: unsent }].slice(-mostEdits);
}

/** A delivery with nothing sent yet. `ts` if the first post was already made: a change's, which did not notify of trouble. */
export function newDelivery(channel: string, ts?: string): Delivery {
  return {
    channel,
    ...(ts !== undefined && { ts, notified: 'told' }),
    tries: 0,
    pending: true,
    sentVersion: 0,
    sentDigest: '',
    sentHeadline: '',
    sentAt: 0,
    notBefore: 0,
    failures: 0,
  };
}

/** The record of a target that has none in the table yet. */
export function newRecord(target: Target): EpisodeRecord {
  return {
    version: 0,
    episode: quietEpisode(target),
    deliveries: [],
    lastEdits: [],
    freshAt: 0,
    lookAt: 0,
    nudgeAt: 0,
  };
}

/** A DynamoDB item holds 400 KB; the JSON is slightly larger than the stored item. */
const mostBytes = 280_000;
/** What is kept in full of an episode that would otherwise be too large. */
const few = { ended: 8, live: 16 };
const fewest = 5;

/**
 * The record; if it is too large to save, without what matters least: replaced episodes, events that belong to no episode, old tasks and deployments.
 * Each list is bounded, but all of them full of long texts would be too much.
 */
export function fitRecord(record: EpisodeRecord): EpisodeRecord {
  let fitted = record;
  for (const shrink of shrinkings) {
    if (Buffer.byteLength(JSON.stringify(fitted)) <= mostBytes) return fitted;
    fitted = shrink(fitted);
  }
  return fitted;
}

const shrinkings: readonly ((record: EpisodeRecord) => EpisodeRecord)[] = [
  (record) => ({
    ...record,
    lastEdits: record.lastEdits
      .slice(-1)
      .map((edit) => ({ ...edit, episode: { ...edit.episode, facts: shrunk(edit.episode.facts) } })),
  }),
  (record) => ({ ...record, episode: { ...record.episode, loose: noFacts } }),
  (record) => ({ ...record, episode: { ...record.episode, facts: shrunk(record.episode.facts) } }),
  (record) => ({ ...record, lastEdits: [] }),
];

function shrunk(facts: FactSet): FactSet {
  const { folded, deployments, actions, ...rest } = foldTasks(facts, few);
  return {
    ...rest,
    folded: { ...folded, live: fewLive(liveTasks(folded), 500) },
    deployments: newest(deployments),
    actions: newest(actions),
  };
}

function newest<One extends { readonly at: number }>(
  entries: Readonly<Record<string, One>>,
): Readonly<Record<string, One>> {
  const byTime = Object.entries(entries).sort(([, one], [, other]) => other.at - one.at);
  return Object.fromEntries(byTime.slice(0, fewest));
}

/** The newest fact in the record that was not asked for: when it happened by ECS's clock, or arrived by ours. Epoch milliseconds. */
export function newestFactAt({ episode, freshAt }: Pick<EpisodeRecord, 'episode' | 'freshAt'>): number {
  return Math.max(episode.lastEventAt, episode.outcome?.at ?? 0, freshAt);
}
