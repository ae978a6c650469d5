import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** How a client of the real SDK finds a local AWS. */
export const clientOf = (endpoint: string, region: string) => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
});

/** The bot's table in a local AWS, and a client of it. */
export async function createTable(client: ReturnType<typeof clientOf>) {
  const dynamodb = new DynamoDBClient(client);
  const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  const key = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  const open = { IndexName: 'open', KeySchema: key('open', 'pk') };
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'table',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: key('pk', 'sk'),
      AttributeDefinitions: [attribute('pk'), attribute('sk'), attribute('open')],
      GlobalSecondaryIndexes: [{ ...open, Projection: { ProjectionType: 'KEYS_ONLY' } }],
    }),
  );
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 10, minDelay: 1 }, { TableName: 'table' });
  return { client: DynamoDBDocumentClient.from(dynamodb), name: 'table' };
}
