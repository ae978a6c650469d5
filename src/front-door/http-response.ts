/** What API Gateway makes an HTTP response of (payload format 2.0). */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}
