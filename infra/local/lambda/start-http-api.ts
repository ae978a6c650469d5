import { createServer, type IncomingMessage } from 'node:http';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { listen } from '../aws/listen.ts';
import { httpEvent } from './http-event.ts';
import type { LambdaFunction } from './lambda-function.ts';

export interface HttpApi {
  readonly url: string;
  close(): Promise<void>;
}

/** Milliseconds. Node's own five are just what somebody who types pauses: a reused connection would be reset. */
const keepAliveTimeout = 60_000;
/** 10 MB, as API Gateway's HTTP API. */
const maximumBody = 10 * 1024 * 1024;

/** Serves `routes` (`POST /slack` → function) on 127.0.0.1. Rejects with one clear sentence when the port is taken. */
export async function startHttpApi(
  port: number,
  routes: ReadonlyMap<string, LambdaFunction>,
  onError: (functionName: string, error: unknown) => void,
): Promise<HttpApi> {
  const answer = async (request: IncomingMessage): Promise<APIGatewayProxyStructuredResultV2> => {
    const routeKey = `${request.method} ${request.url?.split('?')[0]}`;
    const target = routes.get(routeKey);
    if (!target) return message(404, 'Not Found');
    const body = await readBody(request);
    if (body === undefined) return message(413, 'Request Entity Too Large');
    try {
      return toAnswer(await target.invoke(httpEvent(request, body, routeKey)));
    } catch (error) {
      onError(target.name, error);
      return message(500, 'Internal Server Error');
    }
  };

  const server = createServer({ keepAliveTimeout }, async (request, response) => {
    try {
      const { statusCode = 200, headers = {}, body = '', isBase64Encoded } = await answer(request);
      response.writeHead(statusCode, headers as Record<string, string>);
      response.end(isBase64Encoded ? Buffer.from(body, 'base64') : body);
    } catch {
      // The client went away before its body was through: there is nobody to answer.
      response.destroy();
    }
  });
  const taken = await listen(server, port, 'API_PORT');
  return {
    url: `http://127.0.0.1:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What has no status code is taken for the body of a 200, as the HTTP API does for payload format 2.0. */
function toAnswer(result: unknown): APIGatewayProxyStructuredResultV2 {
  if (result !== null && typeof result === 'object' && 'statusCode' in result) {
    return result as APIGatewayProxyStructuredResultV2;
  }
  const body = typeof result === 'string' ? result : (JSON.stringify(result) ?? '');
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function message(statusCode: number, text: string): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message: text }),
  };
}
