import { compileNumeric } from './compile-numeric.ts';
import { compileText, type TextKind } from './compile-text.ts';
import { invalidPattern } from './invalid-pattern.ts';
import { isJsonObject } from './is-json-object.ts';

/** Tells whether the values of a field fulfil one element of a pattern's list; an absent field has no values. */
export type FilterTest = (values: readonly unknown[]) => boolean;

/** Compiles one element of a pattern's list: a value that is to be equal, or a filter like `{ prefix: 'x' }`. */
export function compileFilter(filter: unknown, path: readonly string[]): FilterTest {
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
