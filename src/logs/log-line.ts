/** One line of a task's log; `at` in epoch milliseconds. */
export interface LogLine {
  readonly at: number;
  readonly message: string;
}
