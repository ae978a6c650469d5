import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** Only these bodies reach a function as text; a slash command's form comes base64-encoded. */
const plainText = /^(text\/|application\/(json|xml|javascript)\b)/;

/** An HTTP request as API Gateway's HTTP API hands it over (payload format 2.0). */
export function httpEvent(request: IncomingMessage, body: Buffer, routeKey: string): APIGatewayProxyEventV2 {
  const url = request.url ?? '/';
  const query = url.indexOf('?');
  const rawPath = query < 0 ? url : url.slice(0, query);
  // Names in lower case, what came twice joined with a comma, cookies apart.
  const { cookie, ...distinct } = request.headersDistinct;
  const headers = Object.fromEntries(
    Object.entries(distinct).map(([name, values = []]) => [name, values.join(',')]),
  );
  const isBase64Encoded = body.length > 0 && !plainText.test(headers['content-type'] ?? '');
  const now = new Date();
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: query < 0 ? '' : url.slice(query + 1),
    ...(cookie && { cookies: cookie.flatMap((line) => line.split(/;\s*/)) }),
    headers,
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method: request.method ?? 'GET',
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: crypto.randomUUID(),
      routeKey,
      stage: '$default',
      time: clf(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}

/** `23/Nov/2026:01:02:03 +0000`, as in Apache's common log format. */
function clf(date: Date): string {
  const [, day, month, year, time] = date.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
