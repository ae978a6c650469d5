import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { SendResult } from '../task-events/send.ts';
import { isTokenRefused } from './is-token-refused.ts';

/** Slack's words for trouble that passes: nothing was sent, and it may be tried again. */
const passing = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'accesslimited',
  'team_access_not_granted',
  'missing_scope',
]);

/** Connections that never came about, so nothing was sent. */
const unconnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** What the error of a web-api call, or of reading the token for it, says of the message that was to be sent. */
export function failedSend(error: unknown): SendResult {
  if (error instanceof WebAPIRateLimitedError) {
    return { type: 'later', seconds: error.retryAfter, error: 'rate_limited' };
  }
  if (error instanceof WebAPIHTTPError) return { type: 'later', error: `HTTP ${error.statusCode}` };
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error;
    // A body that is no JSON comes as the error's text: a proxy's page, say.
    const again = passing.has(code) || isTokenRefused(error) || !/^\w+$/.test(code);
    return { type: again ? 'later' : 'gone', error: code.slice(0, 100) };
  }
  const text = error instanceof Error ? error.message : String(error);
  const lost = error instanceof WebAPIRequestError && wasConnected(error);
  return { type: lost ? 'unknown' : 'later', error: text };
}

function wasConnected(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (unconnected.has(String((cause as NodeJS.ErrnoException).code))) return false;
  }
  return true;
}
