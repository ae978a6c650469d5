import { type Condition, type Operand, readCondition } from './conditions.ts';
import {
  type Entry,
  type Keys,
  only,
  partsOf,
  position,
  refuseKey,
  refuseKeyPart,
  type TableData,
  tieOf,
} from './table.ts';
import type { Names } from './tokens.ts';
import { compareValues, type Item, invalid, typeOf, type Value } from './values.ts';

export interface Query {
  readonly index?: string;
  readonly keyConditions: ReadonlyMap<string, KeyCondition>;
  readonly limit: number;
  readonly isForward: boolean;
  readonly start?: Item;
}

interface KeyCondition {
  readonly is: '=' | '<' | '<=' | '>' | '>=' | 'between' | 'begins_with';
  /** What the attribute is compared with: two for `between`. */
  readonly values: readonly Value[];
}

interface Page {
  readonly entries: readonly Entry[];
  /** Where the next page starts; absent at the end. */
  readonly last?: Item;
}

/** A page ends behind the item with which it has this many bytes. */
const pageBytes = 1024 * 1024;

const mirrored = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** Reads a key condition: one comparison each of the hash key and the sort key. */
export function readKeyConditions(expression: string, names: Names): Map<string, KeyCondition> {
  const conditions = new Map<string, KeyCondition>();
  collect(readCondition(expression, 'KeyConditionExpression', names), conditions);
  return conditions;
}

function collect(condition: Condition, found: Map<string, KeyCondition>): void {
  if (condition.is === 'and') {
    for (const each of condition.of) collect(each, found);
    return;
  }
  const wrong = 'Invalid operator used in KeyConditionExpression: ';
  if (condition.is === 'or' || condition.is === 'not' || condition.is === '<>') {
    throw invalid(wrong + condition.is.toUpperCase());
  }
  const isCall = condition.is === 'function';
  if (isCall && condition.of.name !== 'begins_with') throw invalid(wrong + condition.of.name);
  const operands: readonly Operand[] = isCall ? condition.of.args : condition.of;
  if (operands.some((each) => 'args' in each)) {
    throw invalid('KeyConditionExpressions cannot contain nested operations');
  }
  const bad = 'Invalid condition in KeyConditionExpression: ';
  const paths = operands.flatMap((each) => ('path' in each ? [each.path] : []));
  const [first] = operands;
  if ((isCall || condition.is === 'between') && first !== undefined && !('path' in first)) {
    const operator = isCall ? 'begins_with' : 'BETWEEN';
    throw invalid(`${bad}${operator} operator must have the key attribute as its first operand`);
  }
  if (paths.length > 1) throw invalid(`${bad}Multiple attribute names used in one condition`);
  const [[name, ...below] = []] = paths;
  if (below.length > 0) throw invalid('KeyConditionExpressions cannot have conditions on nested attributes');
  if (name === undefined) throw invalid(`${bad}No key attribute specified`);
  if (found.has(name)) throw invalid('KeyConditionExpressions must only contain one condition per key');
  const values = operands.flatMap((each) => ('value' in each ? [each.value] : []));
  const isFirst = first !== undefined && 'path' in first;
  found.set(name, { is: isCall ? 'begins_with' : turned(condition.is, isFirst), values });
}

function turned(is: keyof typeof mirrored | 'between', isFirst: boolean): KeyCondition['is'] {
  return is === 'between' || isFirst ? is : mirrored[is];
}

/** One page of a table's or an index's items. */
export function runQuery(table: TableData, query: Query, isConsistent: boolean): Page {
  const { index: indexName, keyConditions, limit, isForward, start } = query;
  const index = table.indexes.find(({ name }) => name === indexName);
  if (indexName !== undefined && index === undefined) {
    throw invalid(`The table does not have the specified index: ${indexName}`);
  }
  if (index !== undefined && isConsistent) {
    throw invalid('Consistent reads are not supported on global secondary indexes');
  }
  const keys = index ?? table.keys;
  const startKeys = index === undefined ? [table.keys] : [table.keys, index];
  refuseConditions(keyConditions, keys);
  if (start !== undefined) refuseStart(start, { keys, startKeys, keyConditions });

  const group = table.group(indexName, keyConditions.get(keys.hash.name)?.values[0]);
  let [from, to] = bounds(group, keys, keys.range && keyConditions.get(keys.range.name));
  if (start !== undefined) {
    const tie = index && tieOf(start, table.keys);
    if (isForward) from = Math.max(from, position(group, start, keys, tie, true));
    else to = Math.min(to, position(group, start, keys, tie));
  }
  const entries: Entry[] = [];
  for (let size = 0; from < to; ) {
    const entry = group[isForward ? from++ : --to];
    if (entry === undefined) break;
    entries.push(entry);
    size += entry.size;
    if (entries.length === limit || size >= pageBytes) return { entries, last: only(entry.item, startKeys) };
  }
  return { entries };
}

/** The places in a group that fulfil the condition of the sort key: from the first to before the last. */
function bounds(group: readonly Entry[], keys: Keys, condition: KeyCondition | undefined): [number, number] {
  const { range } = keys;
  if (range === undefined || condition === undefined) return [0, group.length];
  const { is, values } = condition;
  const [low, high = low] = values;
  /** Ties are before or behind all that an entry can have. */
  const before = (value = low) => position(group, { [range.name]: value ?? {} }, keys, '');
  const behind = (value = high) => position(group, { [range.name]: value ?? {} }, keys, '\uffff', true);
  switch (is) {
    case '=':
    case 'between':
      return [before(), behind()];
    case '<':
      return [0, before()];
    case '<=':
      return [0, behind()];
    case '>':
      return [behind(), group.length];
    case '>=':
      return [before(), group.length];
    case 'begins_with': {
      const from = before();
      const isOther = ({ item }: Entry) => !item[range.name]?.S?.startsWith(low?.S ?? '');
      const length = group.slice(from).findIndex(isOther);
      return [from, length < 0 ? group.length : from + length];
    }
  }
}

const operators = {
  '=': 'EQ',
  '<': 'LT',
  '<=': 'LE',
  '>': 'GT',
  '>=': 'GE',
  between: 'BETWEEN',
  begins_with: 'BEGINS_WITH',
};

function refuseConditions(conditions: ReadonlyMap<string, KeyCondition>, keys: Keys): void {
  for (const { is, values } of conditions.values()) {
    const types = ['S', 'N', ...(is === '=' ? ['SS', 'NS'] : [])].filter(
      (type) => is !== 'begins_with' || type === 'S',
    );
    const wrong = values.map(typeOf).find((type) => !types.includes(type));
    if (wrong !== undefined) {
      throw invalid(
        `One or more parameter values were invalid: ComparisonOperator ${operators[is]} is not valid for ${wrong} AttributeValue type`,
      );
    }
  }
  if (conditions.size > 2) throw invalid('Conditions can be of length 1 or 2 only');
  if (keys.range === undefined && conditions.size > 1) throw invalid('Query key condition not supported');
  for (const { name, type } of partsOf(keys)) {
    const condition = conditions.get(name);
    const isHash = name === keys.hash.name;
    if (condition === undefined) {
      if (isHash || conditions.size > 1) {
        throw invalid(`Query condition missed key schema element: ${name}`);
      }
      continue;
    }
    if (condition.values.some((value) => value[type] === undefined)) {
      throw invalid(
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      );
    }
    if (isHash && condition.is !== '=') throw invalid('Query key condition not supported');
    if (condition.values.some(({ S }) => S === '')) {
      throw invalid(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
      );
    }
  }
}

interface StartRules {
  readonly keys: Keys;
  /** The table's key, then the index's. */
  readonly startKeys: readonly Keys[];
  readonly keyConditions: ReadonlyMap<string, KeyCondition>;
}

function refuseStart(start: Item, { keys, startKeys, keyConditions }: StartRules): void {
  const bad = 'The provided starting key';
  const names = new Set(startKeys.flatMap(partsOf).map(({ name }) => name));
  if (Object.keys(start).length !== names.size) throw invalid(`${bad} is invalid`);
  for (const part of partsOf(keys)) {
    if (start[part.name] === undefined) throw invalid(`${bad} is invalid`);
    refuseKeyPart(start, part, part === keys.hash);
  }
  const [table = keys] = startKeys;
  try {
    refuseKey(only(start, [table]), table);
  } catch (error) {
    throw invalid(`${bad} is invalid: ${error instanceof Error ? error.message : ''}`);
  }
  const { hash, range } = keys;
  const sort = range && keyConditions.get(range.name);
  const isElsewhere = compareValues(start[hash.name], keyConditions.get(hash.name)?.values[0]) !== 0;
  if (range === undefined || sort === undefined) {
    if (isElsewhere) throw invalid(`${bad} is outside query boundaries based on provided conditions`);
    return;
  }
  const alone: Entry = { item: start, json: '', size: 0 };
  const [from, to] = bounds([alone], keys, sort);
  if (from === to) throw invalid(`${bad} does not match the range key predicate`);
  if (isElsewhere) throw invalid('The query can return at most one row and cannot be restarted');
}
