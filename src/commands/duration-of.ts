import * as z from 'zod';

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

interface DurationOptions {
  /** `[1-9]` and up to four more digits before one of these. */
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
