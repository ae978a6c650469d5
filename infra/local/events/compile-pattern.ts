import { compileFilter } from './compile-filter.ts';
import { invalidPattern } from './invalid-pattern.ts';
import { isJsonObject } from './is-json-object.ts';
import { leafValues } from './leaf-values.ts';

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
