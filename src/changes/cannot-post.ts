/** The bot may not write in this channel, or there is none to write to: then nothing is changed. */
export class CannotPost extends Error {
  readonly channelId: string;

  constructor(channelId: string, options?: ErrorOptions) {
    super(`The bot cannot post in ${channelId || 'a channel: no default channel is set'}`, options);
    this.name = 'CannotPost';
    this.channelId = channelId;
  }
}
