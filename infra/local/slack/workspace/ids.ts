/** Ids of the local workspace, in the shapes of Slack's. Fixed, so that configuration and tests can name them. */
export const localIds = {
  operator: 'U0OPERATOR',
  secondOperator: 'U0DEPUTY01',
  /** Whose Slack is in Japanese. */
  japaneseOperator: 'U0YUI00001',
  viewer: 'U0VIEWER01',
  /** A guest of several channels. */
  guest: 'U0GUEST001',
  singleChannelGuest: 'U0GUEST002',
  deactivated: 'U0DEPARTED',
  /** Of another workspace, in #ops by Slack Connect. */
  stranger: 'U0STRANGER',
  strangersTeam: 'T0OTHER001',
  bot: 'U0ECSBOT01',
  botId: 'B0ECSBOT01',
  slackbot: 'USLACKBOT',
  ops: 'C0LOCAL0OPS',
  general: 'C0LOCAL0GEN',
  random: 'C0LOCAL0RND',
  archived: 'C0LOCAL0OLD',
  onCall: 'S0LOCALONC',
} as const;
