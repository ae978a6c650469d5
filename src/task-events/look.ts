import { allPending } from '../episodes/all-pending.ts';
import { closeEpisode, decide } from '../episodes/closing.ts';
import type { EpisodeRecord } from '../episodes/episode-record.ts';
import { tellEpisode } from '../episodes/tell-episode.ts';

/** When ECS could not be asked, it is asked again after this long. */
const askAgainMs = 30_000;

/** The record after a look: closed when the closing rule holds, else with the time of the next look. */
export function look(before: EpisodeRecord, now: number, settleMs: number): EpisodeRecord {
  const record = withReached(before);
  const decision = decide(record, now, settleMs);
  switch (decision.type) {
    case 'nothing':
      return record.lookAt === 0 ? record : { ...record, lookAt: 0 };
    case 'close':
      return {
        ...record,
        episode: closeEpisode(record.episode),
        deliveries: allPending(record.deliveries),
        lookAt: 0,
      };
    case 'ask':
      return { ...record, lookAt: now + askAgainMs };
    case 'look':
      return record.lookAt === decision.at ? record : { ...record, lookAt: decision.at };
  }
}

/** The count that somebody asked for, once told as reached, stays reached. */
function withReached(record: EpisodeRecord): EpisodeRecord {
  const { episode } = record;
  const { cause, reached, outcome, phase } = episode;
  if (cause?.type !== 'scale' || reached || outcome?.result !== 'applied' || phase !== 'open') return record;
  const { running } = tellEpisode(episode);
  return running === cause.after.desiredCount
    ? { ...record, episode: { ...episode, reached: true } }
    : record;
}
