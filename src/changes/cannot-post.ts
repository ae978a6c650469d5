import type { SlackRefusal } from '../slack/errors.ts';

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
