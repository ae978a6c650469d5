import { distance } from 'fastest-levenshtein';
import * as z from 'zod';
import type { Flag } from './command.ts';

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

interface DurationOptions {
  /** The unit comes after `[1-9]` and up to four more digits. */
  readonly units: readonly (keyof typeof unitMs)[];
  readonly mostMs: number;
}

/** A schema for `30m`, `2h`, `1d` (and `30s`, where seconds are among the units), as milliseconds. */
export function durationOf({ units, mostMs }: DurationOptions) {
  return z
    .string()
    .regex(new RegExp(`^[1-9]\\d{0,4}[${units.join('')}]$`, 'i'), 'notADuration')
    .transform(
      (text) => Number(text.slice(0, -1)) * unitMs[text.slice(-1).toLowerCase() as keyof typeof unitMs],
    )
    .refine((ms) => ms <= mostMs, 'notADuration');
}

/** A longer mute is a forgotten one, and so is a longer change that ends by itself. */
const mostMs = 7 * 86_400_000;

/** `30m`, `2h`, `1d`, up to a week, as milliseconds. */
export const durationSchema = durationOf({ units: ['m', 'h', 'd'], mostMs });

/** The same, with seconds too: `30s`. */
export const timedDurationSchema = durationOf({ units: ['s', 'm', 'h', 'd'], mostMs });

/** The candidates that are similar to what was given, nearest first; a guess that is far off helps nobody. */
export function nearest(given: string, candidates: readonly string[], most = 3): string[] {
  const wanted = given.toLowerCase();
  const rank = (candidate: string) => {
    const name = candidate.toLowerCase();
    const isPart = name.includes(wanted) || wanted.includes(name);
    return isPart && Math.min(wanted.length, name.length) > 2 ? 0 : slips(wanted, name);
  };
  return candidates
    .map((candidate) => ({ candidate, rank: rank(candidate) }))
    .filter(({ candidate, rank }) => isNear(rank, wanted.length, candidate.length))
    .sort((a, b) => a.rank - b.rank || a.candidate.localeCompare(b.candidate))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** One typo in a word of up to four letters, otherwise two, or a third of a long name. */
function isNear(rank: number, wanted: number, length: number): boolean {
  return rank === 0 || rank <= (wanted < 5 ? 1 : Math.max(2, Math.max(wanted, length) / 3));
}

/** Extra, missing or wrong letters; two swapped letters count as one. */
function slips(wanted: string, name: string): number {
  const isSwap = [...wanted].some(
    (_, at) => wanted.slice(0, at) + wanted[at + 1] + wanted[at] + wanted.slice(at + 2) === name,
  );
  return isSwap ? 1 : distance(wanted, name);
}

/** `--page 2`: only buttons use it. */
export const pageFlag: Flag = { name: 'page', value: 'n', hidden: true };

/** How many items of a list to show, at most fifty. */
export const limitSchema = z
  .string()
  .regex(/^(?:[1-9]|[1-4]\d|50)$/, 'notALimit')
  .transform(Number);

/** The page that was asked for; the first by default. */
export const pageSchema = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'notAPage')
  .default('1')
  .transform(Number);

/** One page of a list. A page after the last, which an old button may ask for, becomes the last. */
export function takePage<Item>(items: readonly Item[], wanted: number, size: number) {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.min(wanted, pages);
  return { items: items.slice((page - 1) * size, page * size), page, pages };
}
