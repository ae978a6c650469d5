import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  GetItemCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestAws } from '../../helpers/local-aws.ts';

let world: Awaited<ReturnType<typeof startTestAws>>;
beforeAll(async () => {
  world = await startTestAws();
});
afterAll(() => world.aws.close());

/** Creates a table and waits until it is there. */
async function create(TableName: string, of: Partial<CreateTableCommandInput> = {}) {
  const created = await world.dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      ...of,
    }),
  );
  await waitUntilTableExists({ client: world.dynamodb, maxWaitTime: 10, minDelay: 1 }, { TableName });
  return created;
}
const tagsOf = async (ResourceArn: string | undefined) =>
  (await world.dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags;

test('a table keeps the tags that it was created with', async () => {
  const Tags = [
    { Key: 'team', Value: 'shop' },
    { Key: 'empty', Value: '' },
  ];
  const { TableDescription } = await create('tagged', { Tags });
  expect(TableDescription?.TableArn).toBe('arn:aws:dynamodb:eu-west-1:123456789012:table/tagged');
  expect(await tagsOf(TableDescription?.TableArn)).toEqual(expect.arrayContaining(Tags));
});

test.each([[[]], [undefined]])('without tags (%j) it has none', async (Tags) => {
  const { TableDescription } = await create(`plain-${Tags?.length}`, { Tags });
  expect(await tagsOf(TableDescription?.TableArn)).toEqual([]);
});

test('a table is named by its name or its ARN, and by no other account’s', async () => {
  const { TableDescription: { TableArn = '' } = {} } = await create('named');
  const describe = (TableName: string) => world.dynamodb.send(new DescribeTableCommand({ TableName }));
  expect((await describe(TableArn)).Table).toEqual((await describe('named')).Table);
  await world.dynamodb.send(new PutItemCommand({ TableName: TableArn, Item: { pk: { S: 'one' } } }));
  const asked = { TableName: 'named', Key: { pk: { S: 'one' } } };
  expect((await world.dynamodb.send(new GetItemCommand(asked))).Item).toEqual({ pk: { S: 'one' } });
  await expect(describe(TableArn.replace('123456789012', '210987654321'))).rejects.toThrow();
});

test('a table that is there already is named in the refusal', async () => {
  await create('twice');
  await expect(create('twice')).rejects.toMatchObject({
    name: 'ResourceInUseException',
    message: 'Table already exists: twice',
  });
});

const refused: [what: string, of: object][] = [
  ['a stream', { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }],
  ['a key of KMS', { SSESpecification: { Enabled: true } }],
  ['protection from deletion', { DeletionProtectionEnabled: true }],
  ['infrequent access', { TableClass: 'STANDARD_INFREQUENT_ACCESS' }],
];
test.each(refused)('what it could not keep is refused: %s', async (_, of) => {
  await expect(create('refused', of)).rejects.toMatchObject({ name: 'ValidationException' });
  const gone = new DescribeTableCommand({ TableName: 'refused' });
  await expect(world.dynamodb.send(gone)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
