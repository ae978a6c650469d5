import { invalidPattern } from './invalid-pattern.ts';

/**
 * The regular expression of a wildcard: `*` is any text, `\*` and `\\` are the characters themselves. Two stars in a row and
 * any other escape are refused, as EventBridge does.
 */
export function wildcardToRegExp(wildcard: string, path: readonly string[]): RegExp {
  if (/(?<!\\)(?:\\\\)*\*\*/.test(wildcard)) throw invalidPattern(path, 'two * in a row are not allowed');
  const source = wildcard.replaceAll(/\\.?|\*|[^\\*]/gsu, (part) => {
    if (part === '*') return '.*';
    if (!part.startsWith('\\')) return part.replace(/[\^$.+?()[\]{}|/]/u, '\\$&');
    if (part === '\\*' || part === '\\\\') return part;
    throw invalidPattern(path, 'a \\ may only stand before * or another \\');
  });
  return new RegExp(`^${source}$`, 'su');
}
