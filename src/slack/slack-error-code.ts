import { WebAPIPlatformError } from '@slack/web-api';

/** The `error` of an answer `ok: false` (`not_in_channel`), or undefined for any other error. */
export function slackErrorCode(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}
