/** A fault planted into the bot: one place of its source reads otherwise. */
export interface Mutant {
  readonly name: string;
  /** Below src. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly from: string;
  readonly to: string;
  /** What a violation says that is about this fault. Another one may be its consequence, or nothing of its doing: it does not count. */
  readonly shows: RegExp;
}
