import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

/** The record with this key, as it stands now (a consistent read), or undefined. */
export async function getRecord<Found>(table: Table, pk: string, sk: string): Promise<Found | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { pk, sk }, ConsistentRead: true }),
  );
  return Item as Found | undefined;
}
