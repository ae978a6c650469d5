import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

/**
 * The bot's one DynamoDB table: `pk` and `sk` name a record, `expiresAt` (epoch seconds) lets DynamoDB remove it
 * some day. That day may come two days late, so who reads a record with an end checks the end itself.
 */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

/** A record's key and when DynamoDB may remove it (epoch seconds). */
interface RecordKey {
  readonly pk: string;
  readonly sk: string;
  readonly expiresAt?: number;
}

/** Writes a record unless one with its key exists; false says that one did, and nothing was written. */
export async function putNew<Item extends RecordKey>(
  { client, name }: Table,
  record: Item,
): Promise<boolean> {
  try {
    await client.send(
      new PutCommand({ TableName: name, Item: record, ConditionExpression: 'attribute_not_exists(pk)' }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

/** Writes a record, over the one with its key if there is one. */
export async function putRecord<Item extends RecordKey>(
  { client, name }: Table,
  record: Item,
): Promise<void> {
  await client.send(new PutCommand({ TableName: name, Item: record }));
}

/** The record with this key, as it stands now (a consistent read), or undefined. */
export async function getRecord<Found>(table: Table, pk: string, sk: string): Promise<Found | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { pk, sk }, ConsistentRead: true }),
  );
  return Item as Found | undefined;
}

/**
 * Writes a record as version `version + 1` over the version that it was read with (0: over none). False says that
 * somebody else wrote meanwhile, and nothing was written.
 */
export async function putVersioned<Item extends RecordKey>(
  { client, name }: Table,
  record: Item,
  version: number,
): Promise<boolean> {
  try {
    await client.send(
      new PutCommand({
        TableName: name,
        Item: { ...record, version: version + 1 },
        ...(version === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :version',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':version': version },
            }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

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

/** The records that have not come to their end yet (`expiresAt`, epoch seconds); DynamoDB may remove one two days late. */
export function unexpired<Found extends { readonly expiresAt: number }>(
  items: readonly Found[],
  now: number,
): Found[] {
  return items.filter(({ expiresAt }) => expiresAt * 1000 > now);
}
