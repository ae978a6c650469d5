/** A conversation: a public channel (`C…`) or one person's direct messages with a bot (`D…`). */
export interface Channel {
  readonly id: string;
  readonly kind: 'channel' | 'im';
  /** Without the `#`; for a direct message the bot's handle. */
  readonly name: string;
  readonly topic: string;
  readonly isArchived: boolean;
  readonly isGeneral: boolean;
  /** Epoch seconds. */
  readonly created: number;
  readonly members: Set<string>;
  /** A direct message's person and the bot at its other end. */
  readonly im?: { readonly person: string; readonly bot: string };
}
