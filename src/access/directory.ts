/** What Slack says of a person who asks. */
export interface Person {
  /** Only a `member` may do anything: `guest`, `bot` and `deactivated` explain themselves; `stranger` is of another workspace. */
  readonly standing: 'member' | 'guest' | 'bot' | 'deactivated' | 'stranger';
  /** e.g. `en-US` */
  readonly locale: string;
}

/** People and user groups, as Slack knows them; kept for minutes. Rejects when Slack can't be asked: then nobody is let in. */
export interface Directory {
  person(userId: string): Promise<Person>;
  /** Of these user groups, the ones that the person is in. A group that Slack does not know has no members. */
  groupsOf(userId: string, groupIds: readonly string[]): Promise<string[]>;
}
