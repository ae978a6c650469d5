import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

/** Every record with this `pk`, as they stand now (consistent reads), by `sk`. */
export async function queryAll<Found>({ client, name }: Table, pk: string): Promise<Found[]> {
  const found: Found[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    found.push(...((page.Items ?? []) as Found[]));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found;
}
