import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LocalServer, readBody as readBytes, serve } from '../http.ts';

/** Serves the local Slack. An error thrown by `answer` becomes a 500 with its message. */
export function listen(
  port: number,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<LocalServer> {
  return serve(
    (request, response) => {
      answer(request, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
        response.end(error instanceof Error ? error.message : String(error));
      });
    },
    { port, variable: 'PORT' },
  );
}

/** Far above Slack's Web API limit (about 1 MB), so that its own limits apply first. */
const maximumBody = 8 * 1024 * 1024;

/** The request's body as UTF-8 text. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const body = await readBytes(request, maximumBody);
  if (body === undefined) throw new Error('The request body is larger than 8 MB.');
  return body.toString('utf8');
}

/** Ends the response with a JSON body. */
export function sendJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(JSON.stringify(body));
}
