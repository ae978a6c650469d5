/** Slack did not take a message, but may later: no answer, 5xx, or 429 with the seconds to wait. */
export class SlackUnavailable extends Error {
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, retryAfterSeconds?: number, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SlackUnavailable';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
