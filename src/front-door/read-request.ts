import type { HttpRequest } from './http-request.ts';
import { isRecord } from './is-record.ts';
import { textOf } from './text-of.ts';

/**
 * Reads an API Gateway event of payload format 2.0; never throws, whatever it is given. HTTP APIs hand over
 * form bodies as base64 and JSON as text; either way Slack signed the bytes.
 */
export function readRequest(event: unknown): HttpRequest {
  const { headers, body, isBase64Encoded, requestContext } = recordOf(event);
  const context = recordOf(requestContext);
  return {
    method: textOf(recordOf(context.http).method),
    headers: Object.fromEntries(
      Object.entries(recordOf(headers)).map(([name, value]) => [name.toLowerCase(), textOf(value)]),
    ),
    rawBody: Buffer.from(textOf(body), isBase64Encoded === true ? 'base64' : 'utf8'),
    sourceIp: textOf(recordOf(context.http).sourceIp),
    id: textOf(context.requestId),
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}
