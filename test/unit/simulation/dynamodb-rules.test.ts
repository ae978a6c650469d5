import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { createStores } from '../../../src/store/stores.ts';
import { getRecord, putVersioned, queryAll } from '../../../src/store/table.ts';
import { N, S } from './dynamodb-items.ts';
import { clock, createDouble, createInput, index, place } from './dynamodb-tables.ts';
import { ask, clientOver, type Json } from './requests.ts';

test('texts are in the order of their UTF-8 bytes, numbers of their value', async () => {
  const texts = await createDouble();
  for (const sk of ['😀', '\uff5e', 'é', 'b', 'ab', 'a', 'Z']) await texts.put({ pk: S('a'), sk: S(sk) });
  expect(texts.double.items('records').map(({ sk }) => sk)).toEqual([
    'Z',
    'a',
    'ab',
    'b',
    'é',
    '\uff5e',
    '😀',
  ]);
  const numbers = await createDouble('numbers');
  for (const sk of ['10', '9', '-1', '-1.5', '1e2', '0']) await numbers.put({ pk: S('a'), sk: N(sk) });
  expect(numbers.double.items('numbers').map(({ sk }) => sk)).toEqual([-1.5, -1, 0, 9, 10, 100]);
});

const Item = { pk: S('a'), sk: S('a'), text: S('x'), many: { L: [S('x')] } };
const Key = { pk: S('a'), sk: S('a') };
const x = { ExpressionAttributeValues: { ':x': S('x') } };
const key1 = { KeyConditionExpression: 'pk = :x', ...x };
test.each<[action: string, input: Json]>([
  ['PutItem', { Item, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }],
  ['PutItem', { Item, ReturnConsumedCapacity: 'TOTAL' }],
  ['PutItem', { Item, Expected: { pk: { Exists: false } } }],
  ['PutItem', { Item: { ...Item, data: { BS: ['AQI='] } } }],
  ['PutItem', { Item, ConditionExpression: 'pk IN (:x)', ...x }],
  ['PutItem', { Item, ConditionExpression: 'contains(pk, :x)', ...x }],
  ['PutItem', { Item, ConditionExpression: 'attribute_type(pk, :x)', ...x }],
  ['PutItem', { Item, ConditionExpression: 'size(pk) = :x', ...x }],
  ['GetItem', { Key, ProjectionExpression: 'pk' }],
  ['GetItem', { Key, AttributesToGet: ['pk'] }],
  ['Query', { ...key1, FilterExpression: 'version = :x' }],
  ['Query', { ...key1, Select: 'COUNT' }],
  ['Query', { KeyConditions: {} }],
  ['UpdateItem', { Key, UpdateExpression: 'DELETE held :x', ...x }],
  ['UpdateItem', { Key, UpdateExpression: 'SET held = list_append(held, :x)', ...x }],
  ['UpdateItem', { Key, UpdateExpression: 'SET held.deep = :x', ...x }],
  ['UpdateItem', { Key, AttributeUpdates: {} }],
  ['BatchWriteItem', { RequestItems: { records: [{ Odd: {} }] } }],
  ['BatchGetItem', { RequestItems: {} }],
  ['Scan', {}],
  ['CreateTable', { ...createInput('records', 'other'), BillingMode: 'PROVISIONED' }],
  ['CreateTable', { ...createInput('records', 'other'), StreamSpecification: { StreamEnabled: true } }],
  [
    'CreateTable',
    { ...createInput('records', 'other'), GlobalSecondaryIndexes: [index('open', 'open', 'pk', 'INCLUDE')] },
  ],
])('what it does not know is refused, and nothing is written: %s %j', async (action, input) => {
  const { double, put } = await createDouble();
  await put(Item);
  const before = double.items('records');
  const isOfAll = action === 'CreateTable' || action.startsWith('Batch');
  const { status, body } = await ask(double, action, { ...(!isOfAll && { TableName: 'records' }), ...input });
  expect([status, String(body.__type)]).toEqual([400, 'com.amazon.coral.validate#ValidationException']);
  expect(body.message).toMatch(/^The simulated DynamoDB does not know /);
  expect(double.items('records')).toEqual(before);
});

test('where dynalite is too kind, it refuses as DynamoDB does', async () => {
  const { double, put } = await createDouble();
  expect((await put({ ...Key, open: S('') })).body.message).toContain('IndexKey: open');
  const condition = async (ConditionExpression: string, of: Json = {}) =>
    (await ask(double, 'PutItem', { TableName: 'records', Item, ConditionExpression, ...of })).body;
  // Two attributes that are both missing are not equal.
  expect((await condition('kept = gone')).__type).toContain('ConditionalCheckFailedException');
  expect(
    (await condition('many < :on', { ExpressionAttributeValues: { ':on': { BOOL: true } } })).message,
  ).toContain('operand type: BOOL');
  await put(Item);
  expect(await condition('many = :many', { ExpressionAttributeValues: { ':many': Item.many } })).toEqual({});
  const empty = {
    TableName: 'records',
    KeyConditionExpression: 'pk = :x',
    ExpressionAttributeValues: { ':x': S('') },
  };
  expect((await ask(double, 'Query', empty)).body.message).toContain('cannot contain an empty string value');
});

test('only what has expired is swept, from the indexes too; ends of other kinds, and of long ago, are none', async () => {
  const { double, put } = await createDouble();
  const now = clock.now();
  const seconds = Math.floor(now / 1000);
  const ends = {
    past: N(seconds - 1),
    now: N(seconds),
    next: N(seconds + 1),
    text: S('1'),
    old: N(seconds - 6 * 365 * 86_400),
  };
  for (const [sk, expiresAt] of Object.entries(ends))
    await put({ pk: S('a'), sk: S(sk), open: S('open'), expiresAt });
  await put({ pk: S('a'), sk: S('none') });
  const open = { TableName: 'records', IndexName: 'open', KeyConditionExpression: '#o = :o' };
  const names = {
    ExpressionAttributeNames: { '#o': 'open' },
    ExpressionAttributeValues: { ':o': S('open') },
  };
  expect((await ask(double, 'Query', { ...open, ...names })).body.Count).toBe(5);
  expect(double.expire('records', now)).toBe(1);
  expect(double.items('records').map(({ sk }) => sk)).toEqual(['next', 'none', 'now', 'old', 'text']);
  expect((await ask(double, 'Query', { ...open, ...names })).body.Count).toBe(4);
  expect(double.expire('records', now + 2000)).toBe(2);
  expect(() => double.expire('gone', now)).toThrow('not found');
});

test("the bot's stores work over it, with the SDK's own client", async () => {
  const { double } = await createDouble();
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientOver(double, place)));
  const { table, settings, heartbeats } = createStores(client, 'records', () => clock.now());
  const mute = { channel: 'C1', pattern: 'shop/*', until: 5, setBy: 'U1', setAt: 1 };
  await settings.putMute(mute);
  const [stored] = (await settings.load()).mutes;
  for (const id of ['1', '2', '2']) await settings.countSuppressed(stored!, id);
  expect((await settings.deleteMute({ ...mute, until: 6 }))?.suppressed).toBeUndefined();
  expect((await settings.deleteMute(mute))?.suppressed).toBe(2);
  await heartbeats.beat('sweep', 7);
  expect(await heartbeats.read()).toEqual({ sweep: 7 });
  const record = { pk: 'lease#a', sk: 'lease', value: { by: 'U1', list: [1, 'two', null, true] } };
  expect(await putVersioned(table, record, 0)).toBe(true);
  expect(await putVersioned(table, record, 0)).toBe(false);
  expect(await getRecord(table, 'lease#a', 'lease')).toEqual({ ...record, version: 1 });
  expect(await queryAll(table, 'lease#a')).toEqual(
    double.items('records').filter(({ pk }) => pk === 'lease#a'),
  );
  const failed = await ask(double, 'PutItem', {
    TableName: 'records',
    Item,
    ConditionExpression: 'attribute_exists(pk)',
  });
  expect(failed.body.__type).toContain('ConditionalCheckFailedException');
});
