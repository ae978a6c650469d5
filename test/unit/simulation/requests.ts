import { HttpResponse } from '@smithy/core/protocols';
import type { Backend, Place } from '../../../infra/local/aws/wire.ts';

export type Json = Record<string, unknown>;

/** A request to a table. */
export interface Step {
  readonly action: string;
  readonly table: string;
  readonly input: Json;
}

/** Sends a request to one of the services, and gives its answer with the body read. */
export async function ask(backend: Backend, action: string, input: Json) {
  const request = { method: 'POST', url: '/', headers: {}, gone: new AbortController().signal };
  const { status, headers, body } = await backend.answer({ ...request, body: JSON.stringify(input) }, action);
  return { status, headers, body: JSON.parse(body) as Json };
}

interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** Settings of an SDK client that asks the service without a socket. */
export function clientOver(backend: Backend, { region, origin }: Place) {
  const requestHandler = {
    async handle({ method, path, headers, body = '' }: HttpRequest) {
      const action = String(headers['x-amz-target']).replace(/^.*\./, '');
      const request = {
        method,
        url: path,
        headers,
        body: typeof body === 'string' ? body : new TextDecoder().decode(body),
        gone: new AbortController().signal,
      };
      const answer = await backend.answer(request, action);
      const { status, headers: answered } = answer;
      return {
        response: new HttpResponse({
          statusCode: status,
          headers: { ...answered },
          body: Buffer.from(answer.body),
        }),
      };
    },
  };
  return {
    region,
    endpoint: origin,
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    maxAttempts: 1,
    requestHandler,
  };
}
