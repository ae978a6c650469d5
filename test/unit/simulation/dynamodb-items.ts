import fc from 'fast-check';
import type { Json } from './requests.ts';

export const S = (text: string) => ({ S: text });
export const N = (number: number | string) => ({ N: String(number) });

const hashes = ['a', 'b', 'c'];
const ranges = ['a', 'ab', 'b', 'é', '😀', '2026-11-30T05:00:00.000Z#1'];
export const any = <Each>(...of: Each[]) => fc.constantFrom(...of);
export const hash = any(...hashes).map(S);
export const range = any(...ranges).map(S);
export const rangeNumber = any('-10', '-1.5', '0', '2', '10', '1e2', '1.50', '123456789012345678901').map(N);
export const version = any(0, 1, 2, 3).map(N);
export const someKey = fc.record({ pk: hash, sk: range });
export const numberKey = fc.record({ pk: hash, sk: rangeNumber });
export const moment = fc.nat(9).map((ms) => S(`2026-11-30T05:00:00.00${ms}Z`));
const value = any<object>(
  S(''),
  S('x'),
  N('1.50'),
  N(7),
  N('1e3'),
  { B: 'AAEC/w==' },
  { B: 'AA==' },
  { BOOL: true },
  { NULL: true },
  { SS: ['a', 'b'] },
  { NS: ['1', '2.0'] },
  { L: [S('x'), { M: {} }] },
  { M: { until: N(5), deep: { M: { x: S('y') } } } },
);
const mute = fc.record({ until: any(5, 6).map(N) }).map((M) => ({ M }));

export const record = fc
  .tuple(
    someKey,
    fc.record(
      {
        version,
        readAt: version,
        value: fc.oneof(value, mute),
        open: any('open', 'lesson').map(S),
        held: any<object>({ SS: ['m1'] }, { L: [] }, { M: { a: S('a'), b: N(1) } }, N(3)),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([keys, rest]) => ({ ...keys, ...rest }));
export const audited = fc
  .tuple(
    someKey,
    fc.record(
      { value, day: any('mon', 'tue').map(S), target: any('s1', 's2').map(S), at: moment },
      { requiredKeys: [] },
    ),
  )
  .map(([keys, rest]) => ({ ...keys, ...rest }));

/** What the store sends: src/store, src/changes/audit.ts, src/doctor/rights.ts. */
export const storeConditions = fc.oneof(
  fc.constant({}),
  fc.constant({ ConditionExpression: 'attribute_not_exists(pk)' }),
  fc.constant({ ConditionExpression: 'attribute_exists(pk)' }),
  version.map((at) => ({
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': at },
  })),
  fc.tuple(any('<', '<='), version).map(([is, at]) => ({
    ConditionExpression: `attribute_not_exists(pk) OR readAt ${is} :readAt`,
    ExpressionAttributeValues: { ':readAt': at },
  })),
  any(5, 6).map((until) => ({
    ConditionExpression: '#value.#until = :until',
    ExpressionAttributeNames: { '#value': 'value', '#until': 'until' },
    ExpressionAttributeValues: { ':until': N(until) },
  })),
);

const path = any('version', 'readAt', '#v', '#v.#u', '#v.deep.x');
const number = any(':one', ':two', 'size(held)');
const join = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(' '));
// Not two attributes: where both are missing, dynalite finds them equal, and DynamoDB does not.
const comparison = fc.oneof(
  join(path, any('=', '<>'), any(':one', ':x', ':set')),
  join(fc.oneof(path, number), any('<', '<=', '>', '>=', '=', '<>'), any(':one', ':x')),
  join(path, fc.constant('BETWEEN :one'), any('AND', 'and'), any(':two', ':one')),
  join(any('attribute_exists(', 'attribute_not_exists('), path, fc.constant(')')),
  fc.tuple(any('sk', 'readAt', '#v.deep.x'), any(':x', ':y')).map((all) => `begins_with(${all})`),
);
const { right } = fc.letrec<{ right: string }>((tie) => ({
  right: fc.oneof(
    { depthSize: 'small' },
    { arbitrary: comparison, weight: 4 },
    tie('right').map((one) => `(${one})`),
    tie('right').map((one) => `NOT (${one})`),
    join(any('', 'NOT'), tie('right'), any('AND', 'OR', 'and'), tie('right')),
  ),
}));
const wrong = any(
  'version BETWEEN :two AND :one',
  'version BETWEEN :one AND :x',
  'open = :x',
  'Version = :x AND value = :x',
  'nope(sk)',
  'size(sk, pk) = :one',
  'sk = sk',
  'begins_with(sk, sk)',
  'begins_with(sk, :one)',
  'size(:one) > :one',
  'version = :none',
  '#none = :one',
  'attribute_exists(pk) = :one',
  'attribute_exists(:one)',
  'size(#v)',
  'version =',
  '= :one',
  'version ! :one',
  'version == :one',
  '',
  '((pk = :x))',
  'attribute_exists(size(sk))',
  '(pk = :x',
  'pk = :x)',
  'NOT',
  'pk = :x AND',
  'begins_with(sk)',
  'NOT NOT pk = :x',
  'pk',
  ':one',
  'pk = :x OR OR pk = :x',
);
const condition = fc.oneof(
  { arbitrary: right, weight: 4 },
  wrong,
  join(any('attribute_exists(pk) AND', 'version = :one OR'), wrong),
);

const allNames = { '#v': 'value', '#u': 'until' };
const allValues = {
  ':one': N(1),
  ':two': N(2),
  ':x': S('x'),
  ':y': S(''),
  ':set': { SS: ['b', 'a'] },
};
/** Only the names and values that the expressions use: others are refused, which a request of its own tries. */
function withAttributes(expressions: Json): Json {
  const text = Object.values(expressions).join(' ');
  const used = (all: Json) => Object.entries(all).filter(([name]) => new RegExp(`${name}\\b`).test(text));
  const names = used(allNames);
  const values = used(allValues);
  return {
    ...expressions,
    ...(names.length > 0 && { ExpressionAttributeNames: Object.fromEntries(names) }),
    ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
  };
}
const randomCondition = condition.map((ConditionExpression) => withAttributes({ ConditionExpression }));
export const someCondition = fc.oneof(storeConditions, randomCondition);

const updates = fc.oneof(
  any('ADD held :set', 'ADD version :one', 'ADD held :one', 'ADD version :x', 'ADD version :none'),
  any(
    'SET version = version + :one',
    'SET version = if_not_exists(version, :one) - :two',
    'SET #v = :x',
    'SET readAt = version',
    'SET version = :two, readAt = version',
  ),
  any(
    'REMOVE version, #v',
    'SET version = :two REMOVE readAt ADD held :set',
    'SET pk = :x',
    'SET #open = :x',
    'SET #open = :one',
  ),
  any(
    'SET version = :x + :one',
    'SET version = nope(version, :one)',
    'SET version = :one SET readAt = :two',
    'SET open = :x',
  ),
  any(
    'SET version = :one, version = :two',
    'REMOVE',
    'SET version :one',
    'SET version = if_not_exists(:one, :two)',
    '',
  ),
);
export const update = fc
  .tuple(
    someKey,
    fc.option(updates),
    fc.option(condition, { freq: 1 }),
    any(undefined, 'NONE', 'ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW'),
  )
  .map(([Key, UpdateExpression, ConditionExpression, ReturnValues]) => {
    const expressions = {
      ...(UpdateExpression !== null && { UpdateExpression }),
      ...(ConditionExpression !== null && { ConditionExpression }),
    };
    const input = withAttributes(expressions);
    const names = {
      ...(input.ExpressionAttributeNames as object),
      ...(UpdateExpression?.includes('#open') && { '#open': 'open' }),
    };
    return {
      Key,
      ReturnValues,
      ...input,
      ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    };
  });

/** settings.ts's count of what a mute held back. */
export const counted = fc
  .tuple(someKey, any('m1', 'm2', 'm3'), any(5, 6), any(1, 2))
  .map(([Key, id, until, most]) => ({
    Key,
    UpdateExpression: 'ADD held :one',
    ConditionExpression: '#value.#until = :until AND (attribute_not_exists(held) OR size(held) < :most)',
    ExpressionAttributeNames: { '#value': 'value', '#until': 'until' },
    ExpressionAttributeValues: { ':one': { SS: [id] }, ':until': N(until), ':most': N(most) },
  }));
