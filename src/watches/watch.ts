import type { Level } from './levels.ts';

/** A channel follows services, as somebody asked in it. */
export interface Watch {
  /** Slack channel id, C… */
  readonly channel: string;
  /** `shop/web`, `shop/*`, `*`: see `matchesPattern`. */
  readonly pattern: string;
  readonly level: Level;
  /** Slack user id, U… */
  readonly setBy: string;
  /** Epoch milliseconds. */
  readonly setAt: number;
}
