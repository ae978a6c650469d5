import type { LogLine } from './log-line.ts';

/** A log stream of the local account. Its lines are made when somebody reads them. */
export interface LogStream {
  /** Name of its log group. */
  readonly group: string;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** What was written by now, the oldest first. */
  lines(): readonly LogLine[];
}
