/** Ids of the local workspace, in the shapes of Slack's. Fixed, so that configuration and tests can name them. */
export const localIds = {
  operator: 'U0OPERATOR',
  viewer: 'U0VIEWER01',
  bot: 'U0ECSBOT01',
  botId: 'B0ECSBOT01',
  slackbot: 'USLACKBOT',
  ops: 'C0LOCAL0OPS',
  general: 'C0LOCAL0GEN',
  random: 'C0LOCAL0RND',
  archived: 'C0LOCAL0OLD',
  onCall: 'S0LOCALONC',
} as const;
