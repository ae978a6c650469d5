import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDynamodb } from '../../../infra/local/aws/dynamodb.ts';
import type { Backend } from '../../../infra/local/aws/wire.ts';
import { S } from './dynamodb-items.ts';
import { anyStep, readAll } from './dynamodb-steps.ts';
import { create, createInput, place, schemas } from './dynamodb-tables.ts';
import { ask, type Json } from './requests.ts';

const dynalite = createDynamodb(place);

/** The same but for words that say no more than that it is refused: dynalite's parser tells what else it expected. */
function normal(answer: Awaited<ReturnType<typeof ask>>) {
  const { __type: type, message } = answer.body as { __type?: string; message?: string };
  if (type === undefined) return answer;
  const words = message
    ?.replace(/(Syntax error;).*/s, '$1')
    .replace(/Value .*'requestItems'/s, "Value at 'requestItems'");
  return { ...answer, body: { type, message: type.includes('Serialization') ? '' : words } };
}

const kinds = Object.keys(schemas);
let runs = 0;
/** Tables of these kinds in both, under names that no run had before. */
async function createTables(double: Backend) {
  runs += 1;
  const names: Record<string, string> = { x: 'unknown' };
  for (const kind of kinds) {
    const name = `${kind}-${runs}`;
    names[kind] = name;
    for (const backend of [dynalite, double]) await ask(backend, 'CreateTable', createInput(kind, name));
    while (JSON.stringify(await ask(dynalite, 'DescribeTable', { TableName: name })).includes('CREATING'));
  }
  return names;
}

test('the double answers as dynalite does, whatever is asked', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 15, maxLength: 40 }), async (steps) => {
      const double = create();
      const names = await createTables(double);
      const log: [action: string, sent: Json, answer: unknown][] = [];
      for (const { action, table, input } of [...steps, ...readAll]) {
        const TableName = names[table] ?? table;
        const { requests, ...rest } = input;
        let sent: Json | undefined =
          action === 'BatchWriteItem' ? { RequestItems: { [TableName]: requests } } : { TableName, ...rest };
        while (sent !== undefined) {
          const expected = normal(await ask(dynalite, action, sent));
          const answer = await ask(double, action, sent);
          log.push([action, sent, answer]);
          expect(normal(answer), JSON.stringify({ action, sent })).toEqual(expected);
          const outcome = `${action} ${String(expected.body.type ?? 200).replace(/.*#/, '')}`;
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
          const { LastEvaluatedKey } = expected.body as Json;
          sent =
            LastEvaluatedKey === undefined ? undefined : { ...sent, ExclusiveStartKey: LastEvaluatedKey };
        }
      }
      const again = create();
      for (const kind of kinds) await ask(again, 'CreateTable', createInput(kind, String(names[kind])));
      for (const [action, sent, answer] of log) expect(await ask(again, action, sent)).toEqual(answer);
      const items = (of: typeof double) => kinds.map((kind) => of.items(String(names[kind])));
      expect(JSON.stringify(items(again))).toBe(JSON.stringify(items(double)));
    }),
    { numRuns: 100 },
  );
  for (const action of ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'BatchWriteItem']) {
    for (const outcome of ['200', 'ValidationException']) {
      expect(seen.get(`${action} ${outcome}`), `${action} ${outcome}`).toBeGreaterThan(10);
    }
  }
  for (const action of ['PutItem', 'UpdateItem', 'DeleteItem']) {
    expect(seen.get(`${action} ConditionalCheckFailedException`), action).toBeGreaterThan(10);
  }
});

test.each(kinds)('it tells of the table %s what dynalite tells', async (kind) => {
  const name = `told-${kind}`;
  const told: unknown[] = [];
  for (const backend of [dynalite, create()]) {
    const made = await ask(backend, 'CreateTable', createInput(kind, name));
    const again = await ask(backend, 'CreateTable', createInput(kind, name));
    const { TableId, CreationDateTime, ...created } = made.body.TableDescription as Json;
    expect([TableId, CreationDateTime]).toEqual([expect.any(String), expect.any(Number)]);
    let found: Json;
    do found = (await ask(backend, 'DescribeTable', { TableName: name })).body.Table as Json;
    while (found.TableStatus === 'CREATING');
    const { TableId: _, CreationDateTime: __, BillingModeSummary, ...rest } = found;
    const none = await ask(backend, 'DescribeTable', { TableName: 'none' });
    told.push({
      created,
      again: again.body.message,
      rest,
      billing: Object.keys(Object(BillingModeSummary)),
      none,
    });
  }
  expect(told[1]).toEqual(told[0]);
});

test('a page ends at a megabyte, as dynalite has it', async () => {
  const double = create();
  const names = await createTables(double);
  const pages: unknown[][] = [];
  for (const backend of [dynalite, double]) {
    for (const sk of ['1', '2', '3', '4', '5', '6', '7']) {
      const Item = { pk: S('a'), sk: S(sk), text: S('x'.repeat(300_000)) };
      await ask(backend, 'PutItem', { TableName: names.records, Item });
    }
    const input = {
      TableName: names.records,
      KeyConditionExpression: 'pk = :a',
      ExpressionAttributeValues: { ':a': S('a') },
    };
    const ends: unknown[] = [];
    let start: unknown;
    do {
      const { body } = await ask(backend, 'Query', {
        ...input,
        ...(start !== undefined && { ExclusiveStartKey: start }),
      });
      start = body.LastEvaluatedKey;
      ends.push([body.Count, start]);
    } while (start !== undefined);
    pages.push(ends);
  }
  expect(pages[1]).toEqual([
    [4, { pk: S('a'), sk: S('4') }],
    [3, undefined],
  ]);
  expect(pages[1]).toEqual(pages[0]);
});
