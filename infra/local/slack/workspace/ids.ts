/** Ids of the local workspace, in Slack's formats. Fixed, so that configuration and tests can name them. */
export const localIds = {
  operator: 'U0OPERATOR',
  secondOperator: 'U0DEPUTY01',
  /** An operator whose Slack is in Japanese. */
  japaneseOperator: 'U0YUI00001',
  viewer: 'U0VIEWER01',
  /** A multi-channel guest. */
  guest: 'U0GUEST001',
  singleChannelGuest: 'U0GUEST002',
  deactivated: 'U0DEPARTED',
  /** From another workspace, in #ops through Slack Connect. */
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
