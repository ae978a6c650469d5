/** Whether an event pattern of EventBridge takes an event. Throws what compilePattern throws. */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  return compilePattern(pattern)(event);
}

const MAX_CHARACTERS = 4096;

/**
 * Checks an EventBridge event pattern and makes the function that tells whether it takes an event. What EventBridge
 * refuses at the deploy throws here, so that a wrong rule fails on this machine first.
 */
export function compilePattern(pattern: unknown): (event: unknown) => boolean {
  if (JSON.stringify(pattern)?.length > MAX_CHARACTERS) {
    throw invalidPattern([], `it has more than ${MAX_CHARACTERS} characters`);
  }
  return compileObject(pattern, []);
}

function compileObject(pattern: unknown, path: readonly string[]): (event: unknown) => boolean {
  if (!isJsonObject(pattern)) throw invalidPattern(path, 'it must be an object or a list');
  const fields = Object.entries(pattern).map(([name, part]) => compileField(name, part, [...path, name]));
  if (fields.length === 0) throw invalidPattern(path, 'an empty object takes nothing');
  return (event) => objectsOf(event).some((object) => fields.every((matches) => matches(object)));
}

type FieldTest = (object: Readonly<Record<string, unknown>>) => boolean;

function compileField(name: string, part: unknown, path: readonly string[]): FieldTest {
  if (name === '$or' && Array.isArray(part) && part.every(isJsonObject)) {
    if (part.length < 2) throw invalidPattern(path, '$or needs at least two alternatives');
    const alternatives = part.map((one) => compileObject(one, path));
    return (object) => alternatives.some((matches) => matches(object));
  }
  const read: (object: Readonly<Record<string, unknown>>) => unknown = (object) =>
    Object.hasOwn(object, name) ? object[name] : undefined;
  if (!Array.isArray(part)) {
    const matches = compileObject(part, path);
    return (object) => matches(read(object));
  }
  if (part.length === 0) throw invalidPattern(path, 'an empty list takes nothing');
  const filters = part.map((filter) => compileFilter(filter, path));
  return (object) => {
    const values = leafValues(read(object));
    return filters.some((matches) => matches(values));
  };
}

// In a list of objects one and the same object must fulfil all that is asked. Where there is none, an empty one stands
// in: its fields are absent, which `exists: false` asks for.
function objectsOf(event: unknown): Readonly<Record<string, unknown>>[] {
  const objects = (Array.isArray(event) ? event.flat(Number.POSITIVE_INFINITY) : [event]).filter(
    isJsonObject,
  );
  return objects.length === 0 ? [{}] : objects;
}

/** The error that EventBridge's PutRule answers a wrong pattern with, as one sentence naming the place in it. */
function invalidPattern(path: readonly string[], reason: string): Error {
  const where = path.length === 0 ? '' : ` at ${path.join('.')}`;
  return new Error(`Event pattern is not valid${where}: ${reason}.`);
}

/** Whether a value is a JSON object: neither null, nor a list, nor a scalar. */
function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tells whether the values of a field fulfil one element of a pattern's list; an absent field has no values. */
type FilterTest = (values: readonly unknown[]) => boolean;

/** Compiles one element of a pattern's list: a value that is to be equal, or a filter like `{ prefix: 'x' }`. */
function compileFilter(filter: unknown, path: readonly string[]): FilterTest {
  if (!isJsonObject(filter)) {
    if (Array.isArray(filter)) throw invalidPattern(path, 'a list may not hold a list');
    return (values) => values.includes(filter);
  }
  const [[kind, operand] = ['', undefined], ...more] = Object.entries(filter);
  if (more.length > 0) throw invalidPattern(path, 'a filter has one key only');
  const here = [...path, kind];
  switch (kind) {
    case 'exists':
      if (typeof operand !== 'boolean') throw invalidPattern(here, 'it must be true or false');
      return (values) => values.length > 0 === operand;
    case 'numeric':
      return some(compileNumeric(operand, here));
    case 'prefix':
    case 'suffix':
    case 'wildcard':
    case 'equals-ignore-case':
      return some(compileText(kind, operand, here));
    case 'anything-but':
      return some(compileAnythingBut(operand, here));
    default:
      throw invalidPattern(path, `'${kind}' is no filter that is known here`);
  }
}

function some(test: (value: unknown) => boolean): FilterTest {
  return (values) => values.some(test);
}

// A field that is absent is not "anything but": like every filter except `exists`, it needs a value.
function compileAnythingBut(operand: unknown, path: readonly string[]): (value: unknown) => boolean {
  if (isJsonObject(operand)) {
    const [[kind, texts] = ['', undefined], ...more] = Object.entries(operand);
    const isKnown = ['prefix', 'suffix', 'wildcard', 'equals-ignore-case'].includes(kind);
    if (!isKnown || more.length > 0)
      throw invalidPattern(path, `'${kind}' can not stand within anything-but`);
    const tests = listOf(texts).map((text) => compileText(toTextKind(kind), text, [...path, kind]));
    if (tests.length === 0) throw invalidPattern(path, 'an empty list excludes nothing');
    return (value) => !tests.some((matches) => matches(value));
  }
  const excluded = listOf(operand);
  const types = new Set(excluded.map((value) => typeof value));
  if (types.size !== 1 || !(types.has('string') || types.has('number'))) {
    throw invalidPattern(path, 'it must be strings or numbers, not both');
  }
  return (value) => !excluded.includes(value);
}

function listOf(operand: unknown): readonly unknown[] {
  return Array.isArray(operand) ? operand : [operand];
}

function toTextKind(kind: string): TextKind {
  return kind === 'prefix' || kind === 'suffix' || kind === 'wildcard' ? kind : 'equals-ignore-case';
}

const LIMIT = 5_000_000_000;
const COMPARE: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** Compiles `{ numeric: ['>', 0, '<=', 5] }`: one comparison, or a lower bound followed by a higher one. */
function compileNumeric(operand: unknown, path: readonly string[]): (value: unknown) => boolean {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) {
    throw invalidPattern(path, 'it must be one comparison or two, like [">", 0, "<=", 5]');
  }
  const pairs = operand.length === 2 ? [operand] : [operand.slice(0, 2), operand.slice(2)];
  const tests = pairs.map(([operator, bound]) => compileComparison(operator, bound, path));
  const [[lower], [upper] = []] = [pairs[0] ?? [], pairs[1]];
  if (upper !== undefined && !(/^>/.test(String(lower)) && /^</.test(String(upper)))) {
    throw invalidPattern(path, 'a range is a lower bound (> or >=) and then a higher one (< or <=)');
  }
  return (value) => typeof value === 'number' && tests.every((matches) => matches(value));
}

function compileComparison(
  operator: unknown,
  bound: unknown,
  path: readonly string[],
): (value: number) => boolean {
  const compare =
    typeof operator === 'string' && Object.hasOwn(COMPARE, operator) ? COMPARE[operator] : undefined;
  if (compare === undefined) throw invalidPattern(path, 'an operator is one of = < <= > >=');
  if (typeof bound !== 'number' || Math.abs(bound) > LIMIT) {
    throw invalidPattern(path, 'a bound is a number from -5 to 5 billion');
  }
  return (value) => compare(value, bound);
}

/** The filters that look at the text of a string; values of other types never fulfil them. */
type TextKind = 'prefix' | 'suffix' | 'wildcard' | 'equals-ignore-case';

/** Compiles a text filter. `prefix` and `suffix` also take `{ 'equals-ignore-case': text }`. */
function compileText(kind: TextKind, operand: unknown, path: readonly string[]): (value: unknown) => boolean {
  const ignoresCase = isJsonObject(operand) && (kind === 'prefix' || kind === 'suffix');
  const text = ignoresCase ? operand['equals-ignore-case'] : operand;
  if (typeof text !== 'string') throw invalidPattern(path, 'it must be a string');
  const fold = (one: string): string => (ignoresCase ? one.toLowerCase() : one);
  switch (kind) {
    case 'prefix':
      return (value) => typeof value === 'string' && fold(value).startsWith(fold(text));
    case 'suffix':
      return (value) => typeof value === 'string' && fold(value).endsWith(fold(text));
    case 'equals-ignore-case':
      return (value) => typeof value === 'string' && value.toLowerCase() === text.toLowerCase();
    case 'wildcard': {
      const pattern = wildcardToRegExp(text, path);
      return (value) => typeof value === 'string' && pattern.test(value);
    }
  }
}

/**
 * The regular expression of a wildcard: `*` is any text, `\*` and `\\` are the characters themselves. Two stars in a row and
 * any other escape are refused, as EventBridge does.
 */
function wildcardToRegExp(wildcard: string, path: readonly string[]): RegExp {
  if (/(?<!\\)(?:\\\\)*\*\*/.test(wildcard)) throw invalidPattern(path, 'two * in a row are not allowed');
  const source = wildcard.replaceAll(/\\.?|\*|[^\\*]/gsu, (part) => {
    if (part === '*') return '.*';
    if (!part.startsWith('\\')) return part.replace(/[\^$.+?()[\]{}|/]/u, '\\$&');
    if (part === '\\*' || part === '\\\\') return part;
    throw invalidPattern(path, 'a \\ may only stand before * or another \\');
  });
  return new RegExp(`^${source}$`, 'su');
}

/**
 * The values that a pattern's list is compared with. EventBridge looks at leaves only: a list stands for its elements, also
 * nested ones, and an object or an absent field for no value at all.
 */
function leafValues(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leafValues);
  return value === undefined || (typeof value === 'object' && value !== null) ? [] : [value];
}
