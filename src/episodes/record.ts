import type { Target } from '../aws/ecs/target.ts';
import type { OwnTags } from '../notifications/routing.ts';
import { type Episode, quietEpisode } from './episode.ts';
import type { Severity } from './episode-story.ts';
import { type FactSet, noFacts } from './facts.ts';
import { foldTasks } from './folding.ts';

/** How the sending of one message goes. Times are epoch milliseconds of the clock passed in. */
export interface Sending {
  /** Posts whose answer is not known: at two, nobody posts any more. */
  readonly tries: number;
  /** What all messages together may send is used up: this one asks again at this time, unless it became urgent. */
  readonly turn?: { readonly at: number; readonly urgent: boolean };
  /** Who is sending now. After `until` it counts as dead. */
  readonly lease?: { readonly holder: string; readonly until: number };
  /** Nothing is sent before: Slack asked to wait, or was out of reach. */
  readonly notBefore: number;
  /** Sends that failed in a row. */
  readonly failures: number;
}

/** A notification that is due: it got worse than what the channel was last notified of. */
export interface Rise extends Sending {
  readonly level: Severity;
  /** When the trouble began, epoch milliseconds, where it came again after a calm: each such time is a notification of its own. */
  readonly again?: number;
}

/** How far the message of an episode in one channel is. */
export interface Delivery extends Sending {
  /** Slack channel id, C… */
  readonly channel: string;
  /** The message's id in its channel; absent before the first post. */
  readonly ts?: string;
  /** Whether facts came that the message may not show yet. */
  readonly pending: boolean;
  /** The record's version that the message shows; 0 before the first post. */
  readonly sentVersion: number;
  /** What was sent, to see whether there is anything new to send. */
  readonly sentDigest: string;
  /** The story's headline that was sent: a new one is sent at once, anything else trails. */
  readonly sentHeadline: string;
  readonly sentAt: number;
  /** Whether what was sent told of a problem. */
  readonly sentProblem?: boolean;
  /** Whether it told the end of what somebody asked for. */
  readonly sentAwaited?: boolean;
  /** The highest level that the channel was notified of, by the first post or a reply; see `notifiedLevel`. */
  readonly notified?: Severity;
  readonly rise?: Rise;
  /** The last trouble that is reckoned in that level, epoch milliseconds of ECS's time: what begins long after it is news again. */
  readonly troubleAt?: number;
  /** The channel does not want to be notified: it was muted, or is to hear nothing, when it was last looked at. */
  readonly hushed?: true;
  /** Trouble that began until then was over before the channel took notifications again. */
  readonly overAt?: number;
  /** Slack will never take this message again (deleted, channel gone): the episode goes on without it. */
  readonly gone?: string;
}

/** An episode that a newer one replaced before its last state was sent. */
interface LastEdit {
  readonly episode: Episode;
  readonly deliveries: readonly Delivery[];
}

/** A target's current episode as it is stored. */
export interface EpisodeRecord {
  /** Rises by one with each save; 0 is not stored yet. */
  readonly version: number;
  readonly episode: Episode;
  /** One a channel; empty while nobody is to hear of it. */
  readonly deliveries: readonly Delivery[];
  /** What the target's ECS tags say of who hears of this episode; absent while that is not known. */
  readonly tags?: OwnTags;
  /** Channels that a mute kept out of this episode, with the end of that mute: so it is counted once. */
  readonly muted?: Readonly<Record<string, number>>;
  readonly lastEdits: readonly LastEdit[];
  /** When something new last came, epoch milliseconds of the clock passed in: the settling time runs from here. */
  readonly freshAt: number;
  /** Since when every answer of ECS showed the service steady, epoch milliseconds: of the first since something new came. */
  readonly steadySince?: number;
  /** The same where health was not known at times: since when the counts of every answer fit. */
  readonly fitsSince?: number;
  /** When the episode is to be looked at again; 0 when there is no need. */
  readonly lookAt: number;
  /** When the nudge that is under way arrives; 0 without one. */
  readonly nudgeAt: number;
}

/** The deliveries after something changed that each message may have to show. */
export function allPending(deliveries: readonly Delivery[]): readonly Delivery[] {
  return deliveries.map((delivery) => ({ ...delivery, pending: true }));
}

/** Whether a message of this record may not show its last state yet. */
export function hasUnsent({
  deliveries,
  lastEdits,
}: Pick<EpisodeRecord, 'deliveries' | 'lastEdits'>): boolean {
  return lastEdits.length > 0 || deliveries.some(isUnsent);
}

/** Whether this message may not show the episode's last state yet and Slack would still take it, or a notification is due. */
export function isUnsent({ pending, gone, rise }: Delivery): boolean {
  return (pending && gone === undefined) || rise !== undefined;
}

/** Messages of replaced episodes that still wait for their last edit, and tasks that each keeps in full. */
const mostEdits = 3;
const mostTasks = { ended: 8, live: 8 };

/** What is left to send when a newer episode takes this record's place. */
export function keepLastEdit({ episode, deliveries, lastEdits }: EpisodeRecord): readonly LastEdit[] {
  const unsent = deliveries.filter(isUnsent);
  if (unsent.length === 0) return lastEdits;
  const kept = { ...episode, loose: noFacts, facts: foldTasks(episode.facts, mostTasks) };
  return [...lastEdits, { episode: kept, deliveries: unsent }].slice(-mostEdits);
}

/** Nothing sent yet. `ts` where the first post was already made: a change's, which notified of no trouble. */
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

/** The record of a target of which the table holds none. */
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

/** An item of DynamoDB holds 400 KB; as JSON it is a little larger than there. */
const mostBytes = 280_000;
/** What is kept in full of an episode that is too large otherwise. */
const few = { ended: 8, live: 16 };
const fewest = 5;

/**
 * The record, where it would be too large to be saved without what is told last: of replaced episodes, of events that belong
 * to none, of tasks and deployments long past. Each of its lists is bounded; all at their bounds with long texts are too much.
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
    folded: { ...folded, live: Object.fromEntries(Object.entries(folded.live).slice(-500)) },
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
