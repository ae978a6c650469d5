import type { Job } from './job.ts';
import type { SigningSecret } from './signing-secret.ts';

/** One line of the log; neither a secret nor a request's body goes in. */
export interface LogLine {
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  readonly message: string;
  readonly [detail: string]: unknown;
}

/** What the front door acts through. */
export interface World {
  /** The only Slack workspace that is served. */
  readonly teamId: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How long secret, send and its retry may take together; Slack gives up after 3 s. */
  readonly deadlineMs: number;
  readonly secret: SigningSecret;
  /** Rejects with NoAnswer or AwsRefusal when the queue did not take the job. */
  readonly sendJob: (job: Job, group: string, deadline: number) => Promise<void>;
  /** Says a sentence through a `response_url`; false when Slack did not take it. */
  readonly tellPerson: (responseUrl: string, text: string) => Promise<boolean>;
  readonly log: (line: LogLine) => void;
}
