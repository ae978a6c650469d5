/** When a grant holds, in a time zone's own clock. */
export interface Hours {
  /** 1 is Monday, 7 Sunday. */
  readonly days: readonly number[];
  /** Minutes after midnight; `to` at or before `from` ends on the next day. */
  readonly from: number;
  readonly to: number;
  /** IANA name, `Europe/Berlin`. */
  readonly timeZone: string;
  /** As it was written. */
  readonly text: string;
}
