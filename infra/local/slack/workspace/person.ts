/** A member of the workspace. `role` is ours: what this person is for in the local world. */
export interface Person {
  readonly id: string;
  readonly role: 'operator' | 'viewer' | 'bot' | 'slackbot';
  /** The handle, as in `@operator`. */
  readonly name: string;
  readonly realName: string;
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  /** A bot's id in messages (`B…`). */
  readonly botId?: string;
}
