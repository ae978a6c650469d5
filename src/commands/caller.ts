/** The person who typed or pressed, as Slack's verified request names them. */
export interface Caller {
  readonly teamId: string;
  readonly userId: string;
  /** Where it was asked: C… or G… for a channel, D… for a direct message, also for one of a group. */
  readonly channelId: string;
}
