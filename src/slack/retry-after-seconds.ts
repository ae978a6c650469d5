import type { CodedError } from '@slack/bolt';
import { WebAPIRateLimitedError } from '@slack/web-api';
import { SlackUnavailable } from './slack-unavailable.ts';

/** Seconds until a failed job comes again: what Slack asked for, else 5 after the first try and 20 after the next. */
export function retryAfterSeconds(error: unknown, tries: number): number {
  const asked = askedSeconds(error);
  if (asked !== undefined) return Math.min(Math.max(Math.ceil(asked), 1), 900);
  return tries <= 1 ? 5 : 20;
}

/** Bolt wraps what a listener throws, so the cause may stand one level down. */
function askedSeconds(error: unknown): number | undefined {
  if (error instanceof SlackUnavailable) return error.retryAfterSeconds;
  if (error instanceof WebAPIRateLimitedError) return error.retryAfter;
  const original = error instanceof Error ? (error as Partial<CodedError>).original : undefined;
  return original === undefined ? undefined : askedSeconds(original);
}
