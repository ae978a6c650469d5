/** A user group (`S…`), as in `@on-call`. Slack's own word for it in events is subteam. */
export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly members: readonly string[];
  /** Epoch seconds. */
  readonly created: number;
  readonly updated: number;
}
