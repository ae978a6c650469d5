import { knownFormats } from './known-formats.ts';
import { namedSecrets } from './named-secrets.ts';
import { placedSecrets } from './placed-secrets.ts';
import { secretKind } from './secret-names.ts';
import { isSecretValue } from './secret-values.ts';
import type { Span } from './value-reader.ts';

/** What replaces a secret. */
export const mask = '‹masked›';
/** How much of a text is read; the rest is left out, because nobody knows what it contains. */
const mostRead = 100_000;
/** Time limit for one text. */
const mostMillis = 250;
/** A shorter text can't take a hundredth of that, and to read the thread's time takes as long as to read the text. */
const soonRead = 1000;

/** Milliseconds that never go back. */
export type Clock = () => number;
/** What this thread has computed: a machine that is busy with something else must not mask what is harmless. */
export const computed: Clock = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/**
 * A text with everything that looks like a secret masked: known formats of keys and tokens, values next to a name like `password` in any notation,
 * passwords in addresses and commands, headers, private keys. It recognises shapes, not secrets: a secret that looks like nothing stays. A text
 * longer than 100,000 characters is cut before it is read; one that takes too long is masked as a whole.
 */
export function maskSecrets(text: string, clock: Clock = computed): string {
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

/** Where a text's secrets are, in order and not overlapping; undefined if it took too long to find out. */
export function secretSpans(text: string, clock: Clock = computed): Span[] | undefined {
  const isOver = text.length < soonRead ? () => false : overAfter(mostMillis, clock);
  const known = knownFormats(text, isOver);
  const named = known && namedSecrets(text, isOver);
  if (known === undefined || named === undefined) return undefined;
  const all = merged([...known, ...named, ...placedSecrets(text)]);
  return isOver() ? undefined : all;
}

function overAfter(millis: number, clock: Clock): () => boolean {
  const until = clock() + millis;
  return () => clock() > until;
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

/** The beginning of a text, without the word that the cut goes through: half a secret no longer looks like one. */
export function beginning(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most);
  const words = kept.lastIndexOf(' ') + 1;
  return kept.slice(0, Math.max(words, most - 1000));
}

/** `maskSecrets` for a text that may be absent. */
export function masked(text: string | undefined): string | undefined {
  return text === undefined ? undefined : maskSecrets(text);
}

/**
 * A replacer for JSON.stringify that keeps secrets out of a log line: secrets within a string are masked, and a string that its field's name
 * makes a secret is masked as a whole.
 */
export function maskField(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const named = secretKind(key);
  const kind = named === 'header' || named === 'cookie' ? 'password' : named;
  const isSecret = kind && isSecretValue({ kind, value, quoted: true, prose: false, plural: false });
  return isSecret ? mask : maskSecrets(value);
}
