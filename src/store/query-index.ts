import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

/** One partition of an index whose sort key is `at`, and which part of it. */
interface IndexQuery {
  readonly index: string;
  /** The partition key's attribute, and its value. */
  readonly key: string;
  readonly value: string;
  /** Inclusive. */
  readonly from: string;
  readonly to: string;
}

/** The records of an index's partition between two values of `at`, the newest first; pages are read as they are needed. */
export async function* queryIndex<Found>(
  { client, name }: Table,
  { index, key, value, from, to }: IndexQuery,
): AsyncGenerator<Found> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: index,
        KeyConditionExpression: '#key = :value AND #at BETWEEN :from AND :to',
        ExpressionAttributeNames: { '#key': key, '#at': 'at' },
        ExpressionAttributeValues: { ':value': value, ':from': from, ':to': to },
        ScanIndexForward: false,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    yield* (page.Items ?? []) as Found[];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}
