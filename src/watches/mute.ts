/** A channel hears nothing new of some services for a while. */
export interface Mute {
  /** Slack channel id, C… */
  readonly channel: string;
  /** `shop/web`, `shop/*`, `*`: see `matchesPattern`. */
  readonly pattern: string;
  /** Epoch milliseconds. */
  readonly until: number;
  /** Slack user id, U… */
  readonly setBy: string;
  readonly setAt: number;
  /** Messages that were not posted because of it. */
  readonly heldBack: number;
}
