import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { RecordKey } from './put-new.ts';
import type { Table } from './table.ts';

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
