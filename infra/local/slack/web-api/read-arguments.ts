import type { IncomingMessage } from 'node:http';
import { isRecord } from '../http/is-record.ts';
import { readBody } from '../http/read-body.ts';
import { Arguments } from './arguments.ts';
import { SlackApiError } from './slack-api-error.ts';

/** Query string and body (form-urlencoded or JSON) as arguments. A body of another kind is `invalid_post_type`. */
export async function readArguments(request: IncomingMessage, query: URLSearchParams): Promise<Arguments> {
  const body = await readBody(request);
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return new Arguments({ ...Object.fromEntries(query), ...(body === '' ? {} : parse(body, type)) });
}

function parse(body: string, type: string): Record<string, unknown> {
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(body));
  if (type === '') throw new SlackApiError('missing_post_type');
  if (type !== 'application/json') throw new SlackApiError('invalid_post_type');
  const value = parseJson(body);
  if (!isRecord(value)) throw new SlackApiError('json_not_object');
  return value;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new SlackApiError('invalid_json');
  }
}
