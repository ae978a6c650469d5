import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';

/**
 * The bot's one DynamoDB table: `pk` and `sk` name a record, `expiresAt` (epoch seconds) lets DynamoDB remove it at some point. That may be two days
 * late, so code that reads a record with an end checks the end itself.
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

/** Writes a record unless one with its key exists; false means that one did and nothing was written. */
export function putNew<Item extends RecordKey>(table: Table, record: Item): Promise<boolean> {
  return putIf(table, record, { ConditionExpression: 'attribute_not_exists(pk)' });
}

/** Writes a record, over the one with its key if there is one. */
export async function putRecord<Item extends RecordKey>(
  { client, name }: Table,
  record: Item,
): Promise<void> {
  await client.send(new PutCommand({ TableName: name, Item: record }));
}

/** The record with this key as it is now (a consistent read), or undefined. */
export async function getRecord<Found>(table: Table, pk: string, sk: string): Promise<Found | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { pk, sk }, ConsistentRead: true }),
  );
  return Item as Found | undefined;
}

/**
 * Writes a record as version `version + 1` over the version that it was read with (0: there was none). False means that somebody else wrote in the
 * meantime and nothing was written.
 */
export function putVersioned<Item extends RecordKey>(
  table: Table,
  record: Item,
  version: number,
): Promise<boolean> {
  const condition = {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
  };
  const isFirst = version === 0;
  const item = { ...record, version: version + 1 };
  return putIf(table, item, isFirst ? { ConditionExpression: 'attribute_not_exists(pk)' } : condition);
}

type Condition = Pick<
  PutCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** Writes a record if the condition holds for the one with its key; false means that it does not and nothing was written. */
export async function putIf<Item extends RecordKey>(
  { client, name }: Table,
  record: Item,
  condition: Condition,
): Promise<boolean> {
  const put = new PutCommand({ TableName: name, Item: record, ...condition });
  return (await ifHolds(() => client.send(put))) !== undefined;
}

/** The answer of a conditional write; undefined if the condition did not hold and nothing was written. */
export async function ifHolds<Output>(send: () => Promise<Output>): Promise<Output | undefined> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return undefined;
    throw error;
  }
}

/** Every record with this `pk` as it is now (consistent reads), by `sk`. */
export function queryAll<Found>(table: Table, pk: string): Promise<Found[]> {
  return toArray(
    query<Found>(table, {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
    }),
  );
}

/** The `pk` of every record that the index `open` holds under this value; slightly behind the table. */
export async function queryOpen(table: Table, value: string): Promise<string[]> {
  const found = query<{ pk: string }>(table, {
    IndexName: 'open',
    KeyConditionExpression: '#open = :open',
    ExpressionAttributeNames: { '#open': 'open' },
    ExpressionAttributeValues: { ':open': value },
  });
  return (await toArray(found)).map(({ pk }) => pk);
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

/** The records of an index's partition between two values of `at`, newest first; pages are read as they are needed. */
export function queryIndex<Found>(
  table: Table,
  { index, key, value, from, to }: IndexQuery,
): AsyncGenerator<Found> {
  return query(table, {
    IndexName: index,
    KeyConditionExpression: '#key = :value AND #at BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#key': key, '#at': 'at' },
    ExpressionAttributeValues: { ':value': value, ':from': from, ':to': to },
    ScanIndexForward: false,
  });
}

async function toArray<Found>(pages: AsyncGenerator<Found>): Promise<Found[]> {
  const all: Found[] = [];
  for await (const each of pages) all.push(each);
  return all;
}

async function* query<Found>(
  { client, name }: Table,
  asked: Omit<QueryCommandInput, 'TableName'>,
): AsyncGenerator<Found> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({ TableName: name, ...asked, ...(start && { ExclusiveStartKey: start }) }),
    );
    yield* (page.Items ?? []) as Found[];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

/** The records that have not expired yet (`expiresAt`, epoch seconds); DynamoDB may remove one two days late. */
export function unexpired<Found extends { readonly expiresAt: number }>(
  items: readonly Found[],
  now: number,
): Found[] {
  return items.filter(({ expiresAt }) => expiresAt * 1000 > now);
}
