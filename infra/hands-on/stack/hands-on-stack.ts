/** The stack, as far as the commands look at it. */
export interface HandsOnStack {
  /** Its ARN, by which it is known even when it is deleted. */
  readonly id: string;
  readonly status: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}
