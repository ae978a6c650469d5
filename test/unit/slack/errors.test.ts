import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import {
  isContentRefused,
  isPassing,
  type SlackFailure,
  slackFailure,
  slackRefusal,
} from '../../../src/slack/errors.ts';

/** Every error that Slack documents for the methods that the bot calls, by what it means for the caller. */
const documented: Readonly<Record<SlackFailure['kind'], readonly string[]>> = {
  gone: [
    ...['message_not_found', 'cant_update_message', 'edit_window_closed', 'is_inactive', 'block_mismatch'],
    'thread_not_found',
  ],
  scope: ['missing_scope'],
  token: [
    ...['not_authed', 'invalid_auth', 'account_inactive', 'token_revoked', 'token_expired'],
    'not_allowed_token_type',
  ],
  wait: ['ratelimited', 'rate_limited', 'message_limit_exceeded'],
  broken: [
    ...['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout', 'update_failed'],
    ...['team_added_to_org', 'external_channel_migrating', 'streaming_state_conflict'],
  ],
  forbidden: [
    ...[
      'access_denied',
      'accesslimited',
      'as_user_not_supported',
      'cannot_dm_bot',
      'cannot_reply_to_message',
    ],
    ...['cant_broadcast_message', 'channel_not_found', 'deprecated_endpoint', 'ekm_access_denied'],
    ...['enterprise_is_restricted', 'invalid_arg_name', 'invalid_arguments', 'invalid_array_arg'],
    ...['invalid_attachments', 'invalid_blocks', 'invalid_blocks_format', 'invalid_charset'],
    ...['invalid_cursor', 'invalid_form_data', 'invalid_metadata_format', 'invalid_metadata_schema'],
    ...['invalid_post_type', 'invalid_user_combination', 'is_archived', 'is_bot', 'markdown_text_conflict'],
    ...['messages_tab_disabled', 'metadata_must_be_sent_from_app', 'metadata_too_large'],
    ...['method_deprecated', 'method_not_supported_for_channel_type', 'missing_post_type'],
    ...['msg_blocks_too_long', 'msg_too_long', 'no_dual_broadcast_content_update', 'no_permission'],
    ...['no_such_subteam', 'no_text', 'not_enough_users', 'not_in_channel', 'org_login_required'],
    ...['plan_upgrade_required', 'restricted_action', 'restricted_action_non_threadable_channel'],
    ...['restricted_action_read_only_channel', 'restricted_action_thread_locked'],
    ...['restricted_action_thread_only_channel', 'slack_connect_canvas_sharing_blocked'],
    ...['slack_connect_file_link_sharing_blocked', 'team_access_not_granted', 'team_not_found'],
    ...['too_many_attachments', 'too_many_users', 'two_factor_setup_required', 'unknown_method'],
    ...['user_disabled', 'user_not_found', 'user_not_in_channel', 'user_not_visible'],
    ...['users_list_not_supplied', 'users_not_found'],
    // None that Slack has today: each must end at once, whatever it will mean.
    ...['a_word_of_tomorrow', 'constructor', 'toString', '__proto__'],
  ],
};

const answered = (error: string, more: object = {}) =>
  new WebAPIPlatformError(Object.assign({ ok: false, error }, more));

describe.each(Object.entries(documented))('%s', (kind, codes) => {
  test.each(codes)('%s', (code) => {
    const failure = slackFailure(answered(code));
    expect(failure).toMatchObject({ kind, code });
    const again = kind === 'wait' || kind === 'broken';
    expect(failure && isPassing(failure)).toBe(again);
    expect(slackRefusal(answered(code)) === undefined).toBe(again);
  });
});

test('Slack names the scope that is missing', () => {
  expect(slackFailure(answered('missing_scope', { needed: 'chat:write' }))).toMatchObject({
    scope: 'chat:write',
  });
  expect(slackFailure(answered('missing_scope'))).toMatchObject({ scope: '' });
});

test.each([undefined, null, 7, {}, []])('a refusal whose word is %j ends at once', (error) => {
  const failure = slackFailure(new WebAPIPlatformError(Object.assign({ ok: false, error: '' }, { error })));
  expect(failure).toEqual({ kind: 'forbidden', code: 'no_error_code' });
});

test('a pause is waited for only while a person would', () => {
  const passing = (seconds: number) => isPassing({ kind: 'wait', code: 'ratelimited', seconds });
  expect([1, 10, 11, 3600].map(passing)).toEqual([true, true, false, false]);
  expect(slackFailure(new WebAPIRateLimitedError(7))).toMatchObject({ kind: 'wait', seconds: 7 });
  // 429 without the header, as web-api throws it.
  expect(slackFailure(new Error('Retry header did not contain a valid timeout (url: x)'))).toEqual({
    ...{ kind: 'wait', code: 'ratelimited' },
  });
  expect(slackFailure(answered('ratelimited', { response_metadata: { retryAfter: 9 } }))).toMatchObject({
    seconds: 9,
  });
});

test('what does not come from Slack is a Slack that is away', () => {
  expect(slackFailure(answered('<html>Bad gateway</html>'))).toMatchObject({ kind: 'broken' });
  expect(slackFailure(answered(''))).toMatchObject({ kind: 'broken', code: 'no_error_code' });
  expect(slackFailure(new WebAPIHTTPError(503, 'x', {}, ''))).toMatchObject({
    ...{ kind: 'broken', code: 'HTTP 503', answerLost: false },
  });
});

test.each([
  ['ECONNREFUSED', false],
  ['ENOTFOUND', false],
  ['ECONNRESET', true],
  ['UND_ERR_SOCKET', true],
])('after %s the answer may be lost: %s', (code, answerLost) => {
  const cause = new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
  expect(slackFailure(new WebAPIRequestError(cause))).toMatchObject({ kind: 'broken', answerLost });
});

test('the error that Bolt wrapped is seen; one that is not from Slack is none', () => {
  const wrapped = Object.assign(new Error('wrapped'), { original: answered('token_revoked') });
  expect(slackFailure(wrapped)).toMatchObject({ kind: 'token' });
  const circular: { original?: unknown } & Error = new Error('circular');
  circular.original = circular;
  for (const error of [circular, new Error('DynamoDB'), undefined, null, 'text', {}]) {
    expect(slackFailure(error)).toBeUndefined();
  }
});

test('a block, or a length, that Slack does not take is known', () => {
  expect(isContentRefused(answered('invalid_blocks'))).toBe(true);
  expect(isContentRefused(answered('msg_too_long'))).toBe(true);
  expect(isContentRefused(answered('channel_not_found'))).toBe(false);
});
