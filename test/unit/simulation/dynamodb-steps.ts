import fc from 'fast-check';
import {
  any,
  audited,
  counted,
  hash,
  moment,
  numberKey,
  range,
  rangeNumber,
  record,
  S,
  someCondition,
  someKey,
  storeConditions,
  update,
} from './dynamodb-items.ts';
import { hostile } from './dynamodb-refused.ts';
import type { Json, Step } from './requests.ts';

const sortConditions = (sort: fc.Arbitrary<object>) =>
  fc.oneof(
    { arbitrary: fc.constant({ text: '', values: {} }), weight: 4 },
    fc
      .tuple(any('=', '<', '<=', '>', '>='), sort)
      .map(([is, from]) => ({ text: ` AND #sk ${is} :from`, values: { ':from': from } })),
    fc
      .tuple(any('<', '>='), sort)
      .map(([is, from]) => ({ text: ` AND :from ${is} #sk`, values: { ':from': from } })),
    fc.tuple(sort, sort).map(([from, to]) => ({
      text: ' AND #sk BETWEEN :from AND :to',
      values: { ':from': from, ':to': to },
    })),
    sort.map((from) => ({ text: ' AND begins_with(#sk, :from)', values: { ':from': from } })),
    any(
      ' OR #sk = :from',
      ' AND #sk <> :from',
      ' AND NOT #sk = :from',
      ' AND attribute_exists(#sk)',
      ' AND #hash = :hash',
    ).map((text) => ({
      text,
      values: text.includes(':from') ? { ':from': S('a') } : {},
    })),
  );
const paging = fc.record(
  { Limit: any(1, 2, 3, 1, 2, 0), ScanIndexForward: fc.boolean(), ConsistentRead: fc.boolean() },
  { requiredKeys: [] },
);

const query = (
  hashName: string,
  of: fc.Arbitrary<object>,
  sk: string,
  sort: fc.Arbitrary<object>,
  IndexName?: string,
) =>
  fc.tuple(of, sortConditions(sort), paging).map(([hashValue, { text, values }, pages]) => ({
    ...pages,
    ...(IndexName !== undefined && { IndexName }),
    KeyConditionExpression: `#hash = :hash${text}`,
    ExpressionAttributeNames: { '#hash': hashName, ...(text.includes('#sk') && { '#sk': sk }) },
    ExpressionAttributeValues: { ':hash': hashValue, ...values },
  }));

const step = (action: string, table: string, input: fc.Arbitrary<object>) =>
  input.map((each): Step => ({ action, table, input: each as Json }));
const merge = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as object);
const returning = any({}, { ReturnValues: 'ALL_OLD' }, { ReturnValues: 'NONE' });

const writes = (item: fc.Arbitrary<object>) =>
  fc
    .array(
      fc.oneof(
        item.map((Item) => ({ PutRequest: { Item } })),
        someKey.map((Key) => ({ DeleteRequest: { Key } })),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((requests) => ({ requests }));

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: step(
      'PutItem',
      'records',
      merge(
        record.map((Item) => ({ Item })),
        someCondition,
        returning,
      ),
    ),
  },
  {
    weight: 3,
    arbitrary: step(
      'PutItem',
      'audit',
      merge(
        audited.map((Item) => ({ Item })),
        storeConditions,
      ),
    ),
  },
  {
    weight: 2,
    arbitrary: step(
      'PutItem',
      'numbers',
      numberKey.map((Item) => ({ Item })),
    ),
  },
  {
    weight: 2,
    arbitrary: step(
      'GetItem',
      'records',
      merge(
        someKey.map((Key) => ({ Key })),
        any({}, { ConsistentRead: true }),
      ),
    ),
  },
  {
    weight: 2,
    arbitrary: step(
      'DeleteItem',
      'records',
      merge(
        someKey.map((Key) => ({ Key })),
        someCondition,
        returning,
      ),
    ),
  },
  { weight: 3, arbitrary: step('UpdateItem', 'records', update) },
  { weight: 1, arbitrary: step('UpdateItem', 'records', counted) },
  { weight: 2, arbitrary: step('BatchWriteItem', 'audit', writes(audited)) },
  { weight: 1, arbitrary: step('BatchWriteItem', 'records', writes(record)) },
  { weight: 2, arbitrary: step('Query', 'records', query('pk', hash, 'sk', range)) },
  {
    weight: 2,
    arbitrary: step(
      'Query',
      'records',
      query('open', any('open', 'lesson', 'none').map(S), 'pk', hash, 'open'),
    ),
  },
  {
    weight: 2,
    arbitrary: step('Query', 'audit', query('day', any('mon', 'tue').map(S), 'at', moment, 'by-day')),
  },
  {
    weight: 2,
    arbitrary: step('Query', 'audit', query('target', any('s1', 's2').map(S), 'at', moment, 'by-target')),
  },
  { weight: 2, arbitrary: step('Query', 'numbers', query('pk', hash, 'sk', rangeNumber)) },
  { weight: 3, arbitrary: hostile },
);

/** Reads everything that the steps above may have written, in the tables and in their indexes. */
export const readAll: readonly Step[] = [
  ['records', 'pk', 'a b c'],
  ['records', 'open', 'open lesson', 'open'],
  ['audit', 'pk', 'a b c'],
  ['audit', 'day', 'mon tue', 'by-day'],
  ['audit', 'target', 's1 s2', 'by-target'],
  ['numbers', 'pk', 'a b c'],
].flatMap(([table = '', name = '', values = '', IndexName]) =>
  values.split(' ').map((value) => ({
    action: 'Query',
    table,
    input: {
      ...(IndexName !== undefined && { IndexName }),
      KeyConditionExpression: '#hash = :hash',
      ExpressionAttributeNames: { '#hash': name },
      ExpressionAttributeValues: { ':hash': S(value) },
    },
  })),
);
