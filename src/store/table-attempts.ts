import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Attempt } from '../doctor/attempt.ts';
import type { Table } from './table.ts';

interface TableRights {
  /** What the table is called in the answer. */
  readonly on: string;
  /** False for a table that only ever grows. */
  readonly deletes: boolean;
  /** An index that is asked in the table's place, with its hash key. */
  readonly index?: { readonly name: string; readonly key: string };
}

/** Each right on a table tried on a record that is not there; the put asks that it exists, and so writes nothing. */
export function tableAttempts(
  { client, name: TableName }: Table,
  rights: TableRights,
  nobody: string,
): Attempt[] {
  const { on, deletes, index } = rights;
  const Key = { pk: `doctor#${nobody}`, sk: 'none' };
  const attempts: Attempt[] = [
    { action: 'dynamodb:GetItem', on, run: () => client.send(new GetCommand({ TableName, Key })) },
    {
      action: 'dynamodb:PutItem',
      on,
      run: () =>
        client.send(new PutCommand({ TableName, Item: Key, ConditionExpression: 'attribute_exists(pk)' })),
    },
    {
      action: 'dynamodb:Query',
      on,
      run: () =>
        client.send(
          new QueryCommand({
            TableName,
            ...(index && { IndexName: index.name }),
            KeyConditionExpression: '#key = :key',
            ExpressionAttributeNames: { '#key': index?.key ?? 'pk' },
            ExpressionAttributeValues: { ':key': Key.pk },
          }),
        ),
    },
  ];
  if (!deletes) return attempts;
  const remove = () => client.send(new DeleteCommand({ TableName, Key }));
  return [...attempts, { action: 'dynamodb:DeleteItem', on, run: remove }];
}
