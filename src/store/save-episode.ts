import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { EpisodeRecord } from '../episodes/episode-record.ts';
import { hasUnsent } from '../episodes/has-unsent.ts';
import { episodeKey } from './episode-key.ts';
import type { Table } from './table.ts';

/** How long the table keeps what is not open any more, in seconds: a late event is still told from a new one. */
const keptSeconds = 7 * 24 * 3600;

/**
 * Saves the record over the version that it was read with (0: over nothing) and gives back the saved one, one version
 * higher; undefined when somebody else saved meanwhile. `now` is in epoch milliseconds.
 * A closed episode stays in the index `open` until its last state is sent: so the sweep finds it.
 */
export async function saveEpisode(
  { client, name }: Table,
  { version, ...record }: EpisodeRecord,
  now: number,
): Promise<EpisodeRecord | undefined> {
  const { target, phase } = record.episode;
  const isOpen = phase === 'open' || hasUnsent(record);
  const end = isOpen ? { open: 'open' } : { expiresAt: Math.ceil(now / 1000) + keptSeconds };
  try {
    await client.send(
      new PutCommand({
        TableName: name,
        Item: { ...episodeKey(target), version: version + 1, ...end, record },
        ...(version === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :version',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':version': version },
            }),
      }),
    );
    return { version: version + 1, ...record };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
