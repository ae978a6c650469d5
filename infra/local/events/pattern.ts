import { isRecord } from '../json.ts';

const MAX_CHARACTERS = 4096;

/**
 * Checks an event pattern and returns a function that tests events against it. Of EventBridge's pattern language it supports what this project's
 * rules need: values, `prefix`, `suffix`, `exists`, and `anything-but` values. Any other operator throws, and so does whatever EventBridge refuses at
 * deployment, so that a wrong rule fails on this machine first.
 */
export function compilePattern(pattern: unknown): (event: unknown) => boolean {
  if (JSON.stringify(pattern)?.length > MAX_CHARACTERS) {
    throw invalidPattern([], `it has more than ${MAX_CHARACTERS} characters`);
  }
  return compileObject(pattern, []);
}

function compileObject(pattern: unknown, path: readonly string[]): (event: unknown) => boolean {
  if (!isRecord(pattern)) throw invalidPattern(path, 'it must be an object or a list');
  const fields = Object.entries(pattern).map(([name, part]) => {
    const matches = compileField(part, [...path, name]);
    return (object: Record<string, unknown>) =>
      matches(Object.hasOwn(object, name) ? object[name] : undefined);
  });
  if (fields.length === 0) throw invalidPattern(path, 'an empty object takes nothing');
  return (event) => objectsOf(event).some((object) => fields.every((matches) => matches(object)));
}

// In a list of objects, a single object must match all fields. If the list is empty, an empty object stands in: its fields are absent, which matches
// `exists: false`.
function objectsOf(event: unknown): Record<string, unknown>[] {
  const objects = (Array.isArray(event) ? event.flat(Number.POSITIVE_INFINITY) : [event]).filter(isRecord);
  return objects.length === 0 ? [{}] : objects;
}

function compileField(part: unknown, path: readonly string[]): (value: unknown) => boolean {
  if (!Array.isArray(part)) return compileObject(part, path);
  if (part.length === 0) throw invalidPattern(path, 'an empty list takes nothing');
  const filters = part.map((filter) => compileFilter(filter, path));
  return (value) => {
    const values = leafValues(value);
    return filters.some((matches) => matches(values));
  };
}

/**
 * The values that a pattern's list is compared with. EventBridge compares leaves only: a list counts as its elements, nested ones too, and an object
 * or an absent field as no value.
 */
function leafValues(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leafValues);
  return value === undefined || (typeof value === 'object' && value !== null) ? [] : [value];
}

/** Compiles one element of a pattern's list: a value to equal, or a filter like `{ prefix: 'x' }`. */
function compileFilter(filter: unknown, path: readonly string[]): (values: readonly unknown[]) => boolean {
  if (!isRecord(filter)) {
    if (Array.isArray(filter)) throw invalidPattern(path, 'a list may not hold a list');
    return (values) => values.includes(filter);
  }
  const [[kind, operand] = ['', undefined], ...more] = Object.entries(filter);
  if (more.length > 0) throw invalidPattern(path, 'a filter has one key only');
  const here = [...path, kind];
  if (kind === 'exists') {
    if (typeof operand !== 'boolean') throw invalidPattern(here, 'it must be true or false');
    return (values) => values.length > 0 === operand;
  }
  if (kind === 'prefix' || kind === 'suffix') {
    if (typeof operand !== 'string') throw invalidPattern(here, 'it must be a string');
    const fits = kind === 'prefix' ? 'startsWith' : 'endsWith';
    return (values) => values.some((value) => typeof value === 'string' && value[fits](operand));
  }
  if (kind !== 'anything-but') throw invalidPattern(path, `'${kind}' is no filter that is known here`);
  const excluded: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const [type, ...others] = new Set(excluded.map((value) => typeof value));
  if (others.length > 0 || (type !== 'string' && type !== 'number')) {
    throw invalidPattern(here, 'it must be strings or numbers, not both');
  }
  // An absent field does not match "anything but": like every filter except `exists`, it needs a value.
  return (values) => values.some((value) => !excluded.includes(value));
}

/** PutRule's error for an invalid pattern, as one sentence naming the place in it. */
function invalidPattern(path: readonly string[], reason: string): Error {
  const where = path.length === 0 ? '' : ` at ${path.join('.')}`;
  return new Error(`Event pattern is not valid${where}: ${reason}.`);
}
