import type { Target } from '../ecs/target.ts';
import type { EpisodeRecord } from '../episodes/episode-record.ts';
import { episodeKey } from './episode-key.ts';
import { getRecord } from './get-record.ts';
import type { Table } from './table.ts';

interface Item {
  readonly version: number;
  readonly record: Omit<EpisodeRecord, 'version'>;
}

/** The target's current episode, read consistently; undefined when nothing is known of the target. */
export async function loadEpisode(table: Table, target: Target): Promise<EpisodeRecord | undefined> {
  const { pk, sk } = episodeKey(target);
  const item = await getRecord<Item>(table, pk, sk);
  return item && { ...item.record, version: item.version };
}
