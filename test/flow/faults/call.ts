/** One outgoing request of the worker. */
export interface Call {
  /** What it is, and which of its sort in this run: `dynamodb PutItem audit change#/intent 1`. */
  readonly point: string;
  /** It changes something outside: what was done and what was answered can then differ. */
  readonly writes: boolean;
  /** The SDK tries one call up to three times; Slack's client tries once. */
  readonly attempt: number;
  /** The job it belongs to, and which delivery of it, both from 0. */
  readonly step: number;
  readonly delivery: number;
}
