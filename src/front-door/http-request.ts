/** An HTTP request as the front door needs it, whatever API Gateway made of it. */
export interface HttpRequest {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The very bytes that Slack signed. */
  readonly rawBody: Buffer;
  /** API Gateway's id of the request, for the log. */
  readonly id: string;
}
