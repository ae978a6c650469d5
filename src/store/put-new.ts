import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

/** A record's key and when DynamoDB may remove it (epoch seconds). */
export interface RecordKey {
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
