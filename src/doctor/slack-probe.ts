/** What the doctor asks Slack; each rejects with web-api's error when Slack can't be asked. */
export interface SlackProbe {
  /** `auth.test`: whose token it is, and what it may do (`x-oauth-scopes`, absent where Slack sent none). */
  whoAmI(): Promise<SlackIdentity | SlackRefusal>;
  /** Whether Slack shows the bot this channel. Whether the bot may post there only a post can tell. */
  knowsChannel(channel: string): Promise<boolean>;
  /** Of these users and user groups, those that Slack does not know, and those that it was not asked for, to leave its limits to others. */
  unknownIds(ids: readonly string[]): Promise<{ readonly unknown: string[]; readonly unasked: number }>;
}

export interface SlackIdentity {
  readonly teamId: string;
  readonly team: string;
  readonly scopes: readonly string[] | undefined;
}

/** Slack's answer `ok: false`: `invalid_auth`, say; or of what stands before Slack, which is not about the token: `HTTP 403`. */
export interface SlackRefusal {
  readonly error: string;
  readonly ofToken: boolean;
}
