import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Target } from '../ecs/target.ts';
import { targetOfKey } from './episode-key.ts';
import type { Table } from './table.ts';

/** The targets of all open episodes, from the index that holds only these; a moment behind the table. */
export async function openEpisodes({ client, name }: Table): Promise<Target[]> {
  const targets: Target[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: 'open',
        KeyConditionExpression: '#open = :open',
        ExpressionAttributeNames: { '#open': 'open' },
        ExpressionAttributeValues: { ':open': 'open' },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    for (const item of page.Items ?? []) targets.push(targetOfKey(String(item.pk)));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return targets;
}
