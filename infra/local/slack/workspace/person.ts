/** Somebody whom the workspace knows. `role` and `title` are ours: what this person is for in the local world. */
export interface Person {
  readonly id: string;
  readonly role: 'operator' | 'viewer' | 'outsider' | 'bot' | 'slackbot';
  /** How the switch of people calls a human. */
  readonly title: string;
  /** The handle, as in `@operator`. */
  readonly name: string;
  readonly realName: string;
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  /** A bot's id in messages (`B…`). */
  readonly botId?: string;
  /** A guest; one of a single channel is `isUltraRestricted` too. */
  readonly isRestricted: boolean;
  readonly isUltraRestricted: boolean;
  /** Deactivated: signed out, and cannot come back. */
  readonly isDeleted: boolean;
  /** Of another workspace, met in a channel that both share (Slack Connect). */
  readonly teamId?: string;
  /** When it last changed, epoch seconds. */
  readonly updated: number;
}
