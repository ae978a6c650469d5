import { AwsRefusal } from './aws-refusal.ts';
import { NoAnswer } from './no-answer.ts';
import { openConnection } from './open-connection.ts';
import { parseJsonObject } from './parse-json-object.ts';
import { post } from './post.ts';
import { type Credentials, signAwsRequest } from './sign-aws-request.ts';
import { textOf } from './text-of.ts';

/** A service that speaks AWS JSON, and how to reach it. */
export interface AwsService {
  /** As credentials are scoped: `sqs`, `ssm`. */
  readonly name: string;
  /** What stands before the action in `x-amz-target`, e.g. `AmazonSQS`. */
  readonly targetPrefix: string;
  readonly jsonVersion: '1.0' | '1.1';
  readonly endpoint: URL;
}

/** The few calls of the front door, without the SDK. */
export interface AwsClient {
  /** Has the TLS handshake done before the first call. */
  connect(): Promise<void>;
  /**
   * One call of one action; once more when the socket was open before and proves dead, which can send twice.
   * @param deadline epoch milliseconds
   * @throws AwsRefusal when the service answered with an error
   * @throws NoAnswer when it did not answer by the deadline
   */
  call(action: string, input: object, deadline: number): Promise<Record<string, unknown>>;
}

/** How long an old socket is trusted; enough of the deadline is left for a handshake and a second try. */
const OLD_SOCKET_MS = 700;

/** Makes a client of one service with one kept-alive connection. */
export function createAwsClient(
  service: AwsService,
  { region, credentials, now }: { region: string; credentials: Credentials; now: () => number },
): AwsClient {
  const url = new URL('/', service.endpoint);
  const connection = openConnection(url);
  const contentType = `application/x-amz-json-${service.jsonVersion}`;

  async function attempt(action: string, body: string, deadline: number): Promise<Record<string, unknown>> {
    const target = `${service.targetPrefix}.${action}`;
    const request = { host: url.host, service: service.name, region, target, contentType, body };
    const headers = signAwsRequest(request, credentials, now());
    const ms = deadline - now();
    const { status, text } = await post({
      url,
      agent: connection.agent,
      headers,
      body,
      ms,
      oldSocketMs: OLD_SOCKET_MS,
    });
    const answer = parseJsonObject(text);
    if (status === 200 && answer) return answer;
    const type = textOf(answer?.__type).split('#').at(-1) || 'no error type';
    const message = textOf(answer?.message) || textOf(answer?.Message);
    throw new AwsRefusal(`${action} was answered ${status}, ${type}: ${message}`);
  }

  return {
    connect: connection.connect,
    async call(action, input, deadline) {
      const body = JSON.stringify(input);
      try {
        return await attempt(action, body, deadline);
      } catch (error) {
        if (!(error instanceof NoAnswer) || !error.oldSocket) throw error;
        connection.drop();
        return await attempt(action, body, deadline).catch((again: unknown) => {
          // The first try may have been heard, whatever became of the second.
          throw error.maybeDone ? error : again;
        });
      }
    },
  };
}
