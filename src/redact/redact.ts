import { knownFormats } from './known-formats.ts';
import { namedSecrets } from './named-secrets.ts';
import { placedSecrets } from './placed-secrets.ts';
import { secretKind } from './secret-names.ts';
import { isSecretValue } from './secret-values.ts';
import type { Span } from './value-reader.ts';

/** What takes the place of a secret. */
export const mask = '‹masked›';
/** What is read of a text; the rest is left out, for nobody knows what it holds. */
const mostRead = 100_000;
/** How long one text may take. */
const mostMillis = 250;

/** Milliseconds that only grow. */
export type Clock = () => number;
export const monotonic: Clock = () => performance.now();

/**
 * A text without what looks like a secret: known forms of keys and tokens, what stands beside a name like `password` in any notation,
 * passwords in addresses and commands, headers, private keys. It knows shapes, not secrets: one that looks like nothing stays. What is
 * longer than 100,000 characters is cut before it is read; a text that takes too long is masked as a whole.
 */
export function maskSecrets(text: string, clock: Clock = monotonic): string {
  if (text.length > mostRead) return `${maskSecrets(beginning(text, mostRead), clock)}…`;
  const spans = secretSpans(text, clock);
  if (spans === undefined) return mask;
  let masked = '';
  let at = 0;
  for (const { from, to } of spans) {
    masked += text.slice(at, from) + mask;
    at = to;
  }
  return masked + text.slice(at);
}

/** Where the secrets of a text stand, in order and apart; undefined when that took too long to say. */
export function secretSpans(text: string, clock: Clock = monotonic): Span[] | undefined {
  const until = clock() + mostMillis;
  const isOver = () => clock() > until;
  const known = knownFormats(text, isOver);
  const named = known && namedSecrets(text, isOver);
  if (known === undefined || named === undefined) return undefined;
  const all = merged([...known, ...named, ...placedSecrets(text)]);
  return isOver() ? undefined : all;
}

function merged(spans: readonly Span[]): Span[] {
  const sorted = spans.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  const apart: Span[] = [];
  for (const span of sorted) {
    const last = apart.at(-1);
    if (last !== undefined && span.from <= last.to) {
      apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else apart.push(span);
  }
  return apart;
}

/** A text's beginning; the word that the cut goes through is left out: half a secret no longer looks like one. */
export function beginning(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most);
  const words = kept.lastIndexOf(' ') + 1;
  return kept.slice(0, Math.max(words, most - 1000));
}

/** `maskSecrets` of a text that may be absent. */
export function masked(text: string | undefined): string | undefined {
  return text === undefined ? undefined : maskSecrets(text);
}

/**
 * A replacer for JSON.stringify that leaves no secret in a log line: texts are masked, and so is a text whose field is named as a
 * secret's.
 */
export function maskField(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const named = secretKind(key);
  const kind = named === 'header' || named === 'cookie' ? 'password' : named;
  const isSecret = kind && isSecretValue({ kind, value, quoted: true, prose: false, plural: false });
  return isSecret ? mask : maskSecrets(value);
}
