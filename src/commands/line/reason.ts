import { maskSecrets } from '../../redact/redact.ts';

/** A reason is read by people in a hurry, on a phone. */
const mostCharacters = 200;

/**
 * A line without what follows `because`, and that text: prose, in which a quote opens nothing and a dash is no flag. The reason is undefined where the
 * line gives none.
 */
export function splitReason(text: string): { readonly asked: string; readonly reason?: string } {
  const [, asked, reason] = /^(.*?\S)\s+because(?:\s+(.*))?$/is.exec(text) ?? [];
  return asked === undefined ? { asked: text } : { asked, reason: reason ?? '' };
}

/** The reason as it is kept and shown: on one line, without secrets and without quotes around it, cut with a visible mark. */
export function readReason(words: readonly string[]): string {
  const text = maskSecrets(
    words
      .join(' ')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  );
  const plain = /^(["'“「])(.*)["'”」]$/.exec(text)?.[2]?.trim() ?? text;
  const characters = [...plain.toWellFormed()];
  return characters.length <= mostCharacters ? plain : `${characters.slice(0, mostCharacters - 1).join('')}…`;
}
