import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SQSClientConfig } from '@aws-sdk/client-sqs';
import type { createAws } from '../../infra/local/aws/endpoint.ts';
import type { createSlack } from '../../infra/local/slack/slack.ts';
import type { SimulatedAnswer, SimulatedRequest } from './network.ts';

/** No caller of the local AWS hangs up: the network loses the answer instead. */
export const neverGone = new AbortController().signal;

/** Asks the local AWS. */
export async function askAws(
  aws: Pick<Awaited<ReturnType<typeof createAws>>, 'answer'>,
  { method, url, headers, body }: SimulatedRequest,
  now: () => number,
): Promise<SimulatedAnswer> {
  const path = url.pathname + url.search;
  const answer = await aws.answer({ method, url: path, headers, body, gone: neverGone });
  // As every HTTP server says it.
  return { ...answer, headers: { ...answer.headers, date: new Date(now()).toUTCString() } };
}

/** Asks the local Slack, as node:http would hand it over. Undefined where it leaves the request without an answer. */
export function askSlack(
  slack: Pick<ReturnType<typeof createSlack>, 'answer'>,
  { method, url, headers, body }: SimulatedRequest,
): Promise<SimulatedAnswer | undefined> {
  return new Promise((resolve, reject) => {
    const request = {
      method,
      url: url.pathname + url.search,
      headers,
      async *[Symbol.asyncIterator]() {
        yield Buffer.from(body);
      },
    };
    const sent = { status: 200, headers: {} as Record<string, string> };
    const response = {
      headersSent: false,
      writeHead(status: number, given: Record<string, string>) {
        Object.assign(sent, { status, headers: given });
        return response;
      },
      end(text: unknown = '') {
        resolve({ ...sent, body: String(text) });
      },
    };
    slack
      .answer(request as unknown as IncomingMessage, response as unknown as ServerResponse)
      .then(() => resolve(undefined), reject);
  });
}

/** For its own logger, which drops it, the SDK words each call and its answer: a fifth of what a call costs. This one has no word for them. */
export const wordless = {} as NonNullable<SQSClientConfig['logger']>;

/** A signature costs most of a call, and the local AWS reads nothing of it but who calls, for what: the client's user agent names its service. */
export function nameOnly(accessKeyId: string) {
  return class {
    readonly #authorization: string;
    constructor({ region, service }: { readonly region: unknown; readonly service: string }) {
      const scope = `20261130/${String(region)}/${service}/aws4_request`;
      this.#authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=host, Signature=0`;
    }
    async sign<Request extends { headers: Record<string, string> }>(request: Request): Promise<Request> {
      return { ...request, headers: { ...request.headers, authorization: this.#authorization } };
    }
  };
}
