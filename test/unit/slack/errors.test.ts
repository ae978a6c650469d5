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
  isThreadRefused,
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
    ...['team_added_to_org', 'org_login_required', 'external_channel_migrating', 'streaming_state_conflict'],
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
    ...['no_such_subteam', 'no_text', 'not_enough_users', 'not_in_channel'],
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
    kind: 'wait',
    code: 'ratelimited',
  });
  expect(slackFailure(answered('ratelimited', { response_metadata: { retryAfter: 9 } }))).toMatchObject({
    seconds: 9,
  });
});

test('what does not come from Slack is a Slack that is away', () => {
  expect(slackFailure(answered('<html>Bad gateway</html>'))).toMatchObject({ kind: 'broken' });
  expect(slackFailure(answered(''))).toMatchObject({ kind: 'broken', code: 'no_error_code' });
  expect(slackFailure(new WebAPIHTTPError(503, 'x', {}, ''))).toMatchObject({
    kind: 'broken',
    code: 'HTTP 503',
    answerLost: false,
  });
});

describe('an HTTP status', () => {
  const status = (code: number, body: string) => slackFailure(new WebAPIHTTPError(code, 'x', {}, body));

  test.each([400, 401, 403, 404, 405, 413, 414, 431, 451])('%i without Slack’s word ends at once', (code) => {
    for (const body of ['', 'Forbidden', '<html>', '{"message":"Forbidden"}', 'null']) {
      expect(status(code, body)).toEqual({ kind: 'forbidden', code: `HTTP ${code}` });
    }
  });

  test.each([408, 425, 500, 502, 503, 504, 304])('%i may pass', (code) => {
    expect(status(code, '')).toMatchObject({ kind: 'broken', code: `HTTP ${code}` });
  });

  test('Slack’s own word counts more than it', () => {
    expect(status(403, '{"ok":false,"error":"token_revoked"}')).toMatchObject({ kind: 'token' });
    expect(status(500, '{"ok":false,"error":"is_archived"}')).toMatchObject({ kind: 'forbidden' });
    expect(status(503, '{"ok":false,"error":"fatal_error"}')).toMatchObject({ kind: 'broken' });
  });
});

test('a pause that nobody could mean is none that is waited for: an hour at most', () => {
  const seconds = (after: number) => slackFailure(new WebAPIRateLimitedError(after));
  expect(seconds(3600)).toEqual({ kind: 'wait', code: 'ratelimited', seconds: 3600 });
  expect(seconds(9_999_999_999)).toEqual({ kind: 'wait', code: 'ratelimited', seconds: 3600 });
  for (const after of [-5, Number.NaN]) expect(seconds(after)).toEqual({ kind: 'wait', code: 'ratelimited' });
});

test.each([
  'cannot_reply_to_message',
  'thread_not_found',
  'thread_locked',
  'message_not_found',
  'invalid_thread_ts',
  'restricted_action_thread_locked',
  'restricted_action_non_threadable_channel',
])('a thread takes no reply, its channel may: %s', (code) => {
  expect(isThreadRefused(answered(code))).toBe(true);
});

test.each(['channel_not_found', 'is_archived', 'restricted_action', 'a_word_of_tomorrow'])(
  'no channel takes what is refused with %s',
  (code) => {
    expect(isThreadRefused(answered(code))).toBe(false);
  },
);

test('a redirect is not followed: nothing was sent to Slack', () => {
  const cause = new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
  expect(slackFailure(new WebAPIRequestError(cause))).toMatchObject({ kind: 'broken', answerLost: false });
});

test('a connection that was reset before TLS stood sent nothing', () => {
  const message = 'Client network socket disconnected before secure TLS connection was established';
  const cause = Object.assign(new Error(message), { code: 'ECONNRESET' });
  expect(slackFailure(new WebAPIRequestError(new TypeError('fetch failed', { cause })))).toMatchObject({
    answerLost: false,
  });
});

test.each([
  ['ECONNREFUSED', false],
  ['ERR_INVALID_CHAR', false],
  ['ERR_SSL_WRONG_VERSION_NUMBER', false],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', false],
  ['CERT_HAS_EXPIRED', false],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', false],
  ['SELF_SIGNED_CERT_IN_CHAIN', false],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', false],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', false],
  ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', true],
  ['ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC', true],
  ['ERR_SSL_UNEXPECTED_EOF_WHILE_READING', true],
  ['ENOTFOUND', false],
  ['ECONNRESET', true],
  ['EPIPE', true],
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
