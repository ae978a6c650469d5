/** What Slack refuses for good, with its own word for it. */
export type SlackRefusal =
  /** The message is not there any more, or can't be edited any more. */
  | { readonly kind: 'gone'; readonly code: string }
  /** Not here, or not so: a channel that the bot may not write in, say. Each code that is not in the table counts as this. */
  | { readonly kind: 'forbidden'; readonly code: string }
  /** The app was installed without a scope; empty where Slack does not name it. */
  | { readonly kind: 'scope'; readonly code: string; readonly scope: string }
  /** The token itself is no good (any more): revoked, expired, of a removed app. */
  | { readonly kind: 'token'; readonly code: string };

/** Slack takes no message of the bot's in this channel, or there is none to write to: then nothing is changed. */
export class CannotPost extends Error {
  readonly channelId: string;
  /** What Slack said; absent where there is no channel. */
  readonly refusal: SlackRefusal | undefined;

  constructor(channelId: string, refusal?: SlackRefusal, options?: ErrorOptions) {
    super(`The bot cannot post in ${channelId || 'a channel: no default channel is set'}`, options);
    this.name = 'CannotPost';
    this.channelId = channelId;
    this.refusal = refusal;
  }
}
