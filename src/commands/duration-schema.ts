import * as z from 'zod';

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
/** A mute that lasts longer is one that was forgotten. */
const mostMs = 7 * 86_400_000;

/** `30m`, `2h`, `1d`, up to a week, as milliseconds. */
export const durationSchema = z
  .string()
  .regex(/^[1-9]\d{0,4}[mhd]$/i, 'notADuration')
  .transform((text) => Number(text.slice(0, -1)) * (units[text.slice(-1).toLowerCase()] ?? 0))
  .refine((ms) => ms <= mostMs, 'notADuration');
