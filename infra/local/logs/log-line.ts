/** One line of a log stream. `at` is in epoch milliseconds. */
export interface LogLine {
  readonly at: number;
  readonly message: string;
}
