import { slackErrorCode } from './slack-error-code.ts';

const refused = new Set(['invalid_auth', 'token_revoked', 'token_expired', 'account_inactive']);

/** Whether Slack said that the token itself is no good (any more). Bolt may have wrapped the error once. */
export function isTokenRefused(error: unknown): boolean {
  const original = (error as { readonly original?: unknown }).original;
  return [error, original].some((each) => refused.has(slackErrorCode(each) ?? ''));
}
