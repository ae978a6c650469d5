import { durationOf } from './duration-of.ts';

/** A mute that lasts longer is one that was forgotten, and so is a change that is to end by itself. */
const mostMs = 7 * 86_400_000;

/** `30m`, `2h`, `1d`, up to a week, as milliseconds. */
export const durationSchema = durationOf({ units: ['m', 'h', 'd'], mostMs });

/** The same, with seconds too: `30s`. */
export const timedDurationSchema = durationOf({ units: ['s', 'm', 'h', 'd'], mostMs });
