/** An HTTP request as the front door needs it, whatever API Gateway made of it. */
export interface HttpRequest {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The very bytes that Slack signed. */
  readonly rawBody: Buffer;
  /** The caller's address as API Gateway saw it, for the log. */
  readonly sourceIp: string;
  /** API Gateway's id of the request, for the log. */
  readonly id: string;
}
