import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { auditTable } from '../../infra/deploy/audit-table.ts';
import { wellAccount, withoutStack } from '../helpers/deployed-account.ts';
import { startAccount } from '../helpers/deployed-operations.ts';

const name = 'ecs-ops-bot-prod-audit';
const account = withoutStack(wellAccount());
let world: Awaited<ReturnType<typeof startAccount>>;
beforeAll(async () => {
  world = await startAccount(account);
});
afterAll(() => world?.close());
beforeEach(() => {
  account.tables = { [name]: 'ACTIVE' };
  account.shapes = {};
});
const found = (mostSeconds?: number) => auditTable(world.clients, 'prod', undefined, mostSeconds);

test('a table that an earlier stack left is taken up; where there is none it is made', async () => {
  expect(await found()).toBe('kept');
  account.tables = { [name]: 'UPDATING' };
  expect(await found()).toBe('kept');
  account.tables = { shop: 'ACTIVE' };
  expect(await found()).toBe('made');
});

test('one that is being deleted is waited for, and then made', async () => {
  account.tables = { [name]: 'DELETING' };
  expect(await found()).toBe('made');
  expect(account.tables).toEqual({});
});

test('one whose deletion takes longer is said to', async () => {
  const lasting = {
    get [name]() {
      return 'DELETING';
    },
  };
  // As long as it is asked for.
  account.tables = new Proxy(lasting, { deleteProperty: () => true });
  await expect(found(2)).rejects.toThrow(
    `The table ${name} is still being deleted: deploy again in some minutes.`,
  );
});

test.each([
  ['CREATING', 'is being created: deploy again when it is ACTIVE.'],
  ['ARCHIVING', 'is ARCHIVING, so no change could be recorded.'],
  ['ARCHIVED', 'is ARCHIVED, so no change could be recorded.'],
  ['INACCESSIBLE_ENCRYPTION_CREDENTIALS', 'is INACCESSIBLE_ENCRYPTION_CREDENTIALS, so'],
  ['REPLICATION_NOT_AUTHORIZED', 'is REPLICATION_NOT_AUTHORIZED, so'],
])('one that is %s is not taken up', async (status, sentence) => {
  account.tables = { [name]: status };
  await expect(found()).rejects.toThrow(sentence);
});

describe('a table of this name that is somebody else’s is not taken up', () => {
  const key = (...[hash = '', range]: string[]) => [
    { AttributeName: hash, KeyType: 'HASH' },
    ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' }]),
  ];
  const byDay = { IndexName: 'by-day', KeySchema: key('day', 'at') };
  const byTarget = { IndexName: 'by-target', KeySchema: key('target', 'at') };
  test.each([
    ['its key is id HASH, not pk HASH, sk RANGE', { KeySchema: key('id') }],
    ['its key is pk HASH, not pk HASH, sk RANGE', { KeySchema: key('pk') }],
    ['it has no index by-day', { GlobalSecondaryIndexes: undefined }],
    ['it has no index by-target', { GlobalSecondaryIndexes: [byDay] }],
    [
      'the key of its index by-day is not day HASH, at RANGE',
      { GlobalSecondaryIndexes: [byTarget, { ...byDay, KeySchema: key('at') }] },
    ],
  ])('%s', async (other, shape) => {
    account.shapes = { [name]: shape };
    await expect(found()).rejects.toThrow(`The table ${name} is not one of this bot's: ${other}.`);
  });

  test('what is compared is what the template makes', () => {
    const template = parse(readFileSync(new URL('../../infra/aws/audit-table.yml', import.meta.url), 'utf8'));
    const { KeySchema, GlobalSecondaryIndexes } = template.Resources.AuditTable.Properties;
    account.shapes = { [name]: { KeySchema, GlobalSecondaryIndexes } };
    return expect(found()).resolves.toBe('kept');
  });
});
