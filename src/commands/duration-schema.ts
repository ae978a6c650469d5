import { durationOf } from './duration-of.ts';

/** A mute that lasts longer is one that was forgotten. */
const mostMs = 7 * 86_400_000;

/** `30m`, `2h`, `1d`, up to a week, as milliseconds. */
export const durationSchema = durationOf({ units: ['m', 'h', 'd'], mostMs });
