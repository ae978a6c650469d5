import { ServiceError } from '../../../../infra/local/aws/wire.ts';

/** A value as DynamoDB's wire has it, `{ "S": "text" }`: exactly one member. Sets of binary values are not known here. */
export interface Value {
  readonly S?: string;
  /** As DynamoDB stores it: plain digits, without needless zeros. */
  readonly N?: string;
  /** Bytes, in base64. */
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly NULL?: true;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly L?: readonly Value[];
  readonly M?: Item;
}

export type Item = Readonly<Record<string, Value>>;

export type ValueType = keyof Value;

/** A value's type: the name of its one member. */
export function typeOf(value: Value): ValueType {
  for (const type in value) return type as ValueType;
  throw new Error('A value without a type.');
}

/** DynamoDB's ValidationException. */
export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/** The refusal of what DynamoDB may know, but not the double: it must never take it for something else. */
export function unknown(what: string): ServiceError {
  return invalid(`The simulated DynamoDB does not know ${what}.`);
}

/** Reads a map of values. `say` makes the whole sentence from what is wrong with one of them. */
export function readItem(json: unknown, say?: (problem: string, key: string) => string): Item {
  const item: Record<string, Value> = {};
  for (const [key, value] of Object.entries(asObject(json))) {
    item[key] = readValue(value, say === undefined ? itself : (problem) => say(problem, key));
  }
  return item;
}

type Say = (problem: string) => string;

const itself: Say = (problem) => problem;

function readValue(json: unknown, say: Say): Value {
  let value: Value | undefined;
  for (const [type, member] of Object.entries(asObject(json))) {
    if (member === null) continue;
    if (type === 'BS') throw unknown('values of the type BS');
    const read = readers.get(type);
    if (read === undefined) continue;
    if (value !== undefined) {
      throw invalid(
        say(
          'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
        ),
      );
    }
    value = read(member, say);
  }
  if (value !== undefined) return value;
  throw invalid(say('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'));
}

const bad = 'One or more parameter values were invalid: ';

const typeReaders: Readonly<Record<ValueType, (member: unknown, say: Say) => Value>> = {
  S: (member) => ({ S: asText(member) }),
  N: (member, say) => ({ N: readNumber(asText(member), say) }),
  B: (member) => ({ B: asText(member) }),
  BOOL: (member) => ({ BOOL: asBoolean(member) }),
  NULL(member, say) {
    if (asBoolean(member)) return { NULL: true };
    throw invalid(say(`${bad}Null attribute value types must have the value of true`));
  },
  SS(member, say) {
    const texts = asList(member).map(asText);
    if (texts.length === 0) throw invalid(say(`${bad}An string set  may not be empty`));
    if (new Set(texts).size === texts.length) return { SS: texts };
    throw invalid(say(`${bad}Input collection [${texts.join(', ')}] contains duplicates.`));
  },
  NS(member, say) {
    const numbers = asList(member).map((each) => readNumber(asText(each), say));
    if (numbers.length === 0) throw invalid(say(`${bad}An number set  may not be empty`));
    if (new Set(numbers).size === numbers.length) return { NS: numbers };
    throw invalid(say('Input collection contains duplicates'));
  },
  L: (member, say) => ({ L: asList(member).map((each) => readValue(each, say)) }),
  M: (member, say) => ({ M: readItem(member, say === itself ? undefined : say) }),
};

const readers: ReadonlyMap<string, (member: unknown, say: Say) => Value> = new Map(
  Object.entries(typeReaders),
);

function asText(json: unknown): string {
  if (typeof json === 'string') return json;
  throw unreadable('a String');
}

function asBoolean(json: unknown): boolean {
  if (typeof json === 'boolean') return json;
  throw unreadable('a Boolean');
}

function asList(json: unknown): unknown[] {
  if (Array.isArray(json)) return json;
  throw unreadable('a list');
}

function asObject(json: unknown): object {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  throw unreadable('a structure or map');
}

function unreadable(wanted: string): ServiceError {
  return new ServiceError('SerializationException', `Expected ${wanted}`);
}

const numeral = /^(-?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;

/** A number in plain digits, `-1.50e3` → `-1500`; refused if DynamoDB can't hold it: 38 digits, 1e-130 to 1e126. */
function readNumber(text: string, say: Say): string {
  if (/^(?:0|[1-9]\d{0,14})$/.test(text)) return text;
  if (text === '') throw invalid(say('The parameter cannot be converted to a numeric value'));
  const [, sign = '', whole = '', fraction = '', power = '0'] = numeral.exec(text) ?? [];
  if (whole + fraction === '') {
    throw invalid(say(`The parameter cannot be converted to a numeric value: ${text}`));
  }
  const padded = (whole + fraction).replace(/0+$/, '');
  const digits = padded.replace(/^0+/, '');
  if (digits === '') return '0';
  /** The power of ten of the first digit. */
  const exponent = whole.length - 1 + Number(power) - (padded.length - digits.length);
  const magnitude = 'Attempting to store a number with magnitude';
  if (exponent > 125) throw invalid(say(`Number overflow. ${magnitude} larger than supported range`));
  if (exponent < -130) throw invalid(say(`Number underflow. ${magnitude} smaller than supported range`));
  if (digits.length > 38) {
    throw invalid(say('Attempting to store more than 38 significant digits in a Number'));
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const rest = digits.slice(exponent + 1);
  return `${sign}${digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')}${rest && `.${rest}`}`;
}

/** Below 0 if the first is smaller. */
export function compareNumbers(one: string, other: string): number {
  // Up to 15 digits are exact in a double.
  if (one.length < 16 && other.length < 16) return Number(one) - Number(other);
  const { a, b } = align(one, other);
  return a < b ? -1 : Number(a > b);
}

/** The sum, or with `sign` -1 the difference; exact. */
export function addNumbers(one: string, other: string, sign: 1 | -1): string {
  const { a, b, scale } = align(one, other);
  return readNumber(`${a + BigInt(sign) * b}e-${scale}`, itself);
}

/** Both as integers of the same scale: `1.5` and `2` → 15 and 20, scale 1. */
function align(one: string, other: string): { a: bigint; b: bigint; scale: number } {
  const [whole = '', fraction = ''] = one.split('.');
  const [otherWhole = '', otherFraction = ''] = other.split('.');
  const scale = Math.max(fraction.length, otherFraction.length);
  const scaled = (digits: string, rest: string) => BigInt(digits + rest.padEnd(scale, '0'));
  return { a: scaled(whole, fraction), b: scaled(otherWhole, otherFraction), scale };
}

/** Below 0 if the first comes before the other by its UTF-8 bytes. */
export function compareTexts(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const difference = codeOrder(one.charCodeAt(at)) - codeOrder(other.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** UTF-16 has characters above U+FFFF, its surrogates, before U+E000; UTF-8 has them last. */
function codeOrder(code: number): number {
  if (code < 0xd800) return code;
  return code < 0xe000 ? code + 0x2000 : code - 0x800;
}

/** Below 0 if the first is smaller; undefined if these two have no order: other types than text and number, or two types. */
export function compareValues(one: Value | undefined, other: Value | undefined): number | undefined {
  if (one?.S !== undefined && other?.S !== undefined) return compareTexts(one.S, other.S);
  if (one?.N !== undefined && other?.N !== undefined) return compareNumbers(one.N, other.N);
  return undefined;
}

/** Equal in type and value; the order of a set says nothing. */
export function isEqual(one: Value, other: Value): boolean {
  const type = typeOf(one);
  if (type !== typeOf(other)) return false;
  if (type === 'SS' || type === 'NS') {
    const [set, others] = [one[type] ?? [], new Set(other[type])];
    return set.length === others.size && set.every((each) => others.has(each));
  }
  if (type === 'L') {
    const [list, others] = [one.L ?? [], other.L ?? []];
    return list.length === others.length && list.every((each, at) => isSame(each, others[at]));
  }
  if (type === 'M') {
    const [map, others] = [one.M ?? {}, other.M ?? {}];
    const keys = Object.keys(map);
    return keys.length === Object.keys(others).length && keys.every((key) => isSame(map[key], others[key]));
  }
  return one[type] === other[type];
}

function isSame(one: Value | undefined, other: Value | undefined): boolean {
  return one !== undefined && other !== undefined && isEqual(one, other);
}

/** An item's bytes as DynamoDB counts them: names and values (developer guide, "DynamoDB item sizes and formats"). */
export function itemSize(item: Item): number {
  let size = 0;
  for (const [name, value] of Object.entries(item)) size += Buffer.byteLength(name) + valueSize(value);
  return size;
}

/** The most bytes of an item. */
export const mostBytes = 400 * 1024;

export function refuseLarge(item: Item): void {
  if (itemSize(item) > mostBytes) throw invalid('Item size has exceeded the maximum allowed size');
}

function valueSize(value: Value): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return Buffer.byteLength(value.B, 'base64');
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemSize(value.M);
  if (value.L !== undefined) return sum(value.L, (each) => 1 + valueSize(each)) + 3;
  if (value.SS !== undefined) return sum(value.SS, (each) => Buffer.byteLength(each));
  return value.NS === undefined ? 1 : sum(value.NS, numberSize);
}

/** About a byte for two digits, and one more. */
function numberSize(number: string): number {
  const digits = number.replace(/^-?0*\.?0*|\.|0+$/g, '').length;
  return digits === 0 ? 1 : 1 + Math.ceil(digits / 2) + (number.startsWith('-') ? 1 : 0);
}

function sum<Each>(list: readonly Each[], size: (each: Each) => number): number {
  return list.reduce((total, each) => total + size(each), 0);
}

/** An item as the SDK's document client gives it. */
export function toPlain(item: Item): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue({ S, N, B, BOOL, SS, NS, L, M }: Value): unknown {
  if (B !== undefined) return new Uint8Array(Buffer.from(B, 'base64'));
  if (N !== undefined) return Number(N);
  if (M !== undefined) return toPlain(M);
  if (L !== undefined) return L.map(plainValue);
  if (SS !== undefined) return new Set(SS);
  return NS === undefined ? (S ?? BOOL ?? null) : new Set(NS.map(Number));
}
