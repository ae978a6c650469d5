/** What Slack says of a person who asks. */
export interface Person {
  /** Only a `member` may do anything: `guest`, `bot` and `deactivated` explain themselves; `stranger` is of another workspace. */
  readonly standing: 'member' | 'guest' | 'bot' | 'deactivated' | 'stranger';
  /** e.g. `en-US` */
  readonly locale: string;
}

/**
 * People and user groups, as Slack knows them; kept for minutes. While Slack limits how often it may be asked, what it said at most
 * fifteen minutes ago still counts, but not where `onlyFresh`. Rejects when Slack can't be asked otherwise: then nobody is let in.
 */
export interface Directory {
  person(userId: string, onlyFresh?: boolean): Promise<Person>;
  /** Of these user groups, the ones that the person is in. A group that Slack does not know has no members. */
  groupsOf(userId: string, groupIds: readonly string[], onlyFresh?: boolean): Promise<string[]>;
  /** When the oldest such answer that was given here is from, epoch milliseconds; undefined while each was fresh. */
  lastKnownAt?(): number | undefined;
}
