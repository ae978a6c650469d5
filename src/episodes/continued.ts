import type { Continued, Episode } from './episode.ts';
import type { OutcomeFact } from './facts.ts';
import { allPending, type EpisodeRecord, newDelivery } from './record.ts';
import { isGoingOn } from './stages.ts';

/** The newest that are told. */
const mostContinued = 5;

/** The answers to hooks that are told in this episode, the newest last. */
export function continuedIn({ staging }: Episode): readonly Continued[] {
  return staging?.continued ?? [];
}

/**
 * Whether an answer to a hook of this deployment (a service deployment's ARN) belongs in the open episode. A message that is being posted in that
 * channel at this moment can't be edited yet.
 */
export function tellsDeployment(
  { episode: { phase, staging }, deliveries }: EpisodeRecord,
  arn: string,
  channel: string,
): boolean {
  const isPosting = deliveries.some(
    (each) => each.channel === channel && each.ts === undefined && each.gone === undefined,
  );
  return phase === 'open' && staging?.arn === arn && isGoingOn(staging.status) && !isPosting;
}

/** The record with the answer in its episode; once only, however often its job comes. */
export function withContinued(record: EpisodeRecord, continued: Continued): EpisodeRecord {
  const known = continuedIn(record.episode);
  if (known.some(({ changeId }) => changeId === continued.changeId)) return record;
  return told(record, [...known, continued].slice(-mostContinued));
}

/** The record without an answer that was not given, because it could not be told. Whatever Slack took of that is edited again. */
export function withoutContinued(record: EpisodeRecord, changeId: string): EpisodeRecord {
  const known = continuedIn(record.episode);
  const rest = known.filter((each) => each.changeId !== changeId);
  if (rest.length === known.length) return record;
  const left = told(record, rest);
  return { ...left, deliveries: left.deliveries.map((each) => ({ ...each, sentDigest: '' })) };
}

function told(record: EpisodeRecord, continued: readonly Continued[]): EpisodeRecord {
  const { episode, deliveries } = record;
  if (episode.staging === undefined) return record;
  const staging = { ...episode.staging, continued };
  return { ...record, episode: { ...episode, staging }, deliveries: allPending(deliveries) };
}

/** The record with its message in the channel at this place: a new one, where there was none or Slack no longer accepts the old one. */
export function shownAt(record: EpisodeRecord, channel: string, ts: string): EpisodeRecord {
  const known = record.deliveries.find((each) => each.channel === channel);
  if (known?.ts === ts) return record;
  const others = record.deliveries.filter((each) => each !== known);
  return { ...record, deliveries: [...others, newDelivery(channel, ts)] };
}

/** The episode with the outcome of an answer; the first one wins. */
export function mergeContinued(episode: Episode, fact: OutcomeFact): Episode {
  const { changeId, result, reason, at, approvedBy } = fact;
  const { staging } = episode;
  const known = continuedIn(episode).find((each) => each.changeId === changeId);
  const isLater = known?.outcome !== undefined && known.outcome.at <= at;
  if (staging === undefined || known === undefined || isLater) return episode;
  const outcome = { result, at, ...(reason !== undefined && { reason }) };
  const continued = continuedIn(episode).map((each) =>
    each === known ? { ...each, outcome, ...(approvedBy !== undefined && { approvedBy }) } : each,
  );
  return { ...episode, staging: { ...staging, continued } };
}
