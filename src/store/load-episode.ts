import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Target } from '../ecs/target.ts';
import type { EpisodeRecord } from '../episodes/episode-record.ts';
import { episodeKey } from './episode-key.ts';
import type { Table } from './table.ts';

/** The target's current episode, read consistently; undefined when nothing is known of the target. */
export async function loadEpisode(
  { client, name }: Table,
  target: Target,
): Promise<EpisodeRecord | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: episodeKey(target), ConsistentRead: true }),
  );
  return Item === undefined ? undefined : ({ ...Item.record, version: Item.version } as EpisodeRecord);
}
