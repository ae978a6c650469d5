import type { Target } from '../ecs/target.ts';
import type { EpisodeRecord } from './episode-record.ts';
import { quietEpisode } from './quiet-episode.ts';

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
