import { isRecord } from '../json.ts';

const MAX_CHARACTERS = 4096;

/**
 * Checks an event pattern and makes the function that tells whether it takes an event. Of EventBridge's language there is what a rule of
 * this project needs: values, `prefix`, `suffix`, `exists`, and `anything-but` values. Another operator throws, and so does what
 * EventBridge refuses at the deploy, so that a wrong rule fails on this machine first.
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

// In a list of objects one and the same object must fulfil all that is asked. Where there is none, an empty one stands
// in: its fields are absent, which `exists: false` asks for.
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
 * The values that a pattern's list is compared with. EventBridge looks at leaves only: a list stands for its elements, also
 * nested ones, and an object or an absent field for no value at all.
 */
function leafValues(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leafValues);
  return value === undefined || (typeof value === 'object' && value !== null) ? [] : [value];
}

/** Compiles one element of a pattern's list: a value that is to be equal, or a filter like `{ prefix: 'x' }`. */
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
  // A field that is absent is not "anything but": like every filter except `exists`, it needs a value.
  return (values) => values.some((value) => !excluded.includes(value));
}

/** The error that EventBridge's PutRule answers a wrong pattern with, as one sentence naming the place in it. */
function invalidPattern(path: readonly string[], reason: string): Error {
  const where = path.length === 0 ? '' : ` at ${path.join('.')}`;
  return new Error(`Event pattern is not valid${where}: ${reason}.`);
}
