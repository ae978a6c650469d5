import { invalidPattern } from './invalid-pattern.ts';
import { isJsonObject } from './is-json-object.ts';
import { wildcardToRegExp } from './wildcard-to-reg-exp.ts';

/** The filters that look at the text of a string; values of other types never fulfil them. */
export type TextKind = 'prefix' | 'suffix' | 'wildcard' | 'equals-ignore-case';

/** Compiles a text filter. `prefix` and `suffix` also take `{ 'equals-ignore-case': text }`. */
export function compileText(
  kind: TextKind,
  operand: unknown,
  path: readonly string[],
): (value: unknown) => boolean {
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
