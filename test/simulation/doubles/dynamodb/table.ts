import { createHash } from 'node:crypto';
import { compareValues, type Item, invalid, itemSize, typeOf, type Value } from './values.ts';

/** An attribute of a key. */
export interface KeyPart {
  readonly name: string;
  readonly type: 'S' | 'N';
}

/** The attributes by which a table or an index finds items. */
export interface Keys {
  readonly hash: KeyPart;
  readonly range?: KeyPart;
}

export interface Index extends Keys {
  readonly name: string;
  /** Holds whole items; else only the keys of the table and the index. */
  readonly isWhole: boolean;
}

/** An item where it stands in a table or an index. */
export interface Entry {
  readonly item: Item;
  /** The item's JSON, which answers are made of. */
  readonly json: string;
  readonly size: number;
  /** An index's only: its place among items of the same sort key. */
  readonly tie?: string;
}

/** Items by hash key, each group in the order of its sort keys. */
type Groups = Map<string, Entry[]>;

/** A table with its indexes, which are never behind it. */
export class TableData {
  readonly keys: Keys;
  readonly indexes: readonly Index[];
  readonly #groups: Groups = new Map();
  readonly #indexes: ReadonlyMap<string, Groups>;

  constructor(keys: Keys, indexes: readonly Index[]) {
    this.keys = keys;
    this.indexes = indexes;
    this.#indexes = new Map(indexes.map(({ name }) => [name, new Map()]));
  }

  get(key: Item): Entry | undefined {
    const group = this.group(undefined, key[this.keys.hash.name]);
    const found = group[position(group, key, this.keys)];
    return found !== undefined && compareRange(found.item, key, this.keys) === 0 ? found : undefined;
  }

  /** Puts an item in the place of the one with its key. */
  put(item: Item): void {
    const known = this.get(item);
    if (known !== undefined) this.#removeFromIndexes(known.item);
    const entry = entryOf(item);
    insert(this.#groups, entry, this.keys);
    for (const index of this.indexes) {
      if (!isIn(index, item)) continue;
      const kept = index.isWhole ? entry : entryOf(only(item, [this.keys, index]));
      insert(this.#groupsOf(index.name), { ...kept, tie: tieOf(item, this.keys) }, index);
    }
  }

  delete(key: Item): void {
    const known = this.get(key);
    if (known === undefined) return;
    this.#removeFromIndexes(known.item);
    remove(this.#groups, key, this.keys);
  }

  /** The items of a hash key, in order. */
  group(index: string | undefined, hash: Value | undefined): readonly Entry[] {
    return (hash && this.#groupsOf(index).get(textOf(hash))) ?? [];
  }

  /** Every item, in the order in which hash keys came, then of sort keys. */
  all(): Item[] {
    return [...this.#groups.values()].flat().map(({ item }) => item);
  }

  #groupsOf(index: string | undefined): Groups {
    return (index === undefined ? this.#groups : this.#indexes.get(index)) ?? new Map();
  }

  #removeFromIndexes(item: Item): void {
    for (const index of this.indexes) {
      if (isIn(index, item)) remove(this.#groupsOf(index.name), item, index, tieOf(item, this.keys));
    }
  }
}

/** The parts of a key, hash first. */
export function partsOf({ hash, range }: Keys): KeyPart[] {
  return range === undefined ? [hash] : [hash, range];
}

/** An item's attributes that are keys of these. */
export function only(item: Item, keys: readonly Keys[]): Item {
  const names = new Set(keys.flatMap(partsOf).map(({ name }) => name));
  return Object.fromEntries([...names].flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
}

/** The first place in a group whose item is not before this one; with `after`, the first whose item is behind it. */
export function position(group: readonly Entry[], item: Item, keys: Keys, tie = '', after = false): number {
  let [low, high] = [0, group.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { item: other = {}, tie: otherTie = '' } = group[middle] ?? {};
    const difference = compareRange(other, item, keys) || compareTies(otherTie, tie);
    if (difference < 0 || (after && difference === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compareTies(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function compareRange(one: Item, other: Item, { range }: Keys): number {
  return range === undefined ? 0 : (compareValues(one[range.name], other[range.name]) ?? 0);
}

function isIn(index: Index, item: Item): boolean {
  return partsOf(index).every(({ name }) => item[name] !== undefined);
}

function entryOf(item: Item): Entry {
  return { item, json: JSON.stringify(item), size: itemSize(item) };
}

function insert(groups: Groups, entry: Entry, keys: Keys): void {
  const hash = textOf(entry.item[keys.hash.name] ?? {});
  const group = groups.get(hash);
  if (group === undefined) {
    groups.set(hash, [entry]);
    return;
  }
  const { item, tie } = entry;
  const at = position(group, item, keys, tie);
  group.splice(at, position(group, item, keys, tie, true) - at, entry);
}

function remove(groups: Groups, item: Item, keys: Keys, tie?: string): void {
  const hash = textOf(item[keys.hash.name] ?? {});
  const group = groups.get(hash) ?? [];
  const at = position(group, item, keys, tie);
  group.splice(at, position(group, item, keys, tie, true) - at);
  if (group.length === 0) groups.delete(hash);
}

/** A scalar's text; a key has one type only. */
function textOf({ S, N }: Value): string {
  return S ?? N ?? '';
}

/** DynamoDB orders items of the same sort key as it likes: here by a hash of their key in the table, so that nobody can rely on it. */
export function tieOf(item: Item, keys: Keys): string {
  const texts = partsOf(keys).map(({ name }) => textOf(item[name] ?? {}));
  const hash = createHash('md5').update('Outliers').update(texts.join('')).digest('hex');
  return [hash.slice(0, 6), ...texts].join('\n');
}

/** Refuses an item whose key is missing, of another type, empty or too long, and one with such an attribute of an index. */
export function refuseItem(item: Item, { keys, indexes }: TableData): void {
  const bad = 'One or more parameter values were invalid: ';
  for (const part of partsOf(keys)) {
    const { name, type } = part;
    const value = item[name];
    if (value === undefined) throw invalid(`${bad}Missing the key ${name} in the item`);
    if (value[type] === undefined) {
      const types = `expected: ${type} actual: ${typeOf(value)}`;
      throw invalid(`${bad}Type mismatch for key ${name} ${types}`);
    }
    if (value.S === '') {
      throw invalid(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
      );
    }
    refuseLong(value, part === keys.hash);
  }
  for (const index of indexes) {
    for (const part of partsOf(index)) {
      const { name, type } = part;
      const value = item[name];
      if (value === undefined) continue;
      if (value[type] === undefined) {
        const types = `Expected: ${type} Actual: ${typeOf(value)}`;
        throw invalid(`${bad}Type mismatch for Index Key ${name} ${types} IndexName: ${index.name}`);
      }
      if (value.S === '') {
        throw invalid(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${index.name}, IndexKey: ${name}`,
        );
      }
      refuseLong(value, part === index.hash);
    }
  }
}

/** Refuses what is not the whole key and nothing else. */
export function refuseKey(key: Item, keys: Keys): void {
  const parts = partsOf(keys);
  const mismatch = () => invalid('The provided key element does not match the schema');
  if (Object.keys(key).length !== parts.length) throw mismatch();
  for (const part of parts) refuseKeyPart(key, part, part === keys.hash);
}

/** Refuses one part of a key. */
export function refuseKeyPart(key: Item, { name, type }: KeyPart, isHash: boolean): void {
  const value = key[name];
  if (value?.[type] === undefined) throw invalid('The provided key element does not match the schema');
  if (value.S === '') {
    throw invalid(
      `One or more parameter values were invalid: The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
    );
  }
  refuseLong(value, isHash);
}

function refuseLong({ S }: Value, isHash: boolean): void {
  const length = S === undefined ? 0 : Buffer.byteLength(S);
  if (isHash && length > 2048) {
    throw invalid(
      'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
    );
  }
  if (!isHash && length > 1024) {
    throw invalid(
      'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
    );
  }
}
