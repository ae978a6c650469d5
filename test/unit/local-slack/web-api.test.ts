import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { localIds } from '../../../infra/local/slack/workspace/workspace.ts';
import { startTestSlack } from '../../helpers/local-slack.ts';

const { ops, random, archived, operator, secondOperator, japaneseOperator, viewer, bot } = localIds;
const section = { type: 'section', text: { type: 'mrkdwn', text: 'hello' } } as const;

/** The platform error of a refused call. */
async function errorOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => expect.unreachable('the call was not refused'),
    (reason: { data?: { error?: string } }) => reason,
  );
  return error.data?.error ?? String(error);
}

describe('tokens', () => {
  test('a wrong or missing token is refused, api.test needs none', async () => {
    const { slack } = await startTestSlack();
    const wrong = new WebClient('xoxb-wrong', { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
    const none = new WebClient(undefined, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
    expect(await errorOf(wrong.auth.test())).toBe('invalid_auth');
    expect(await errorOf(none.auth.test())).toBe('not_authed');
    expect(await none.apiCall('api.test', { foo: 'bar' })).toMatchObject({ ok: true, args: { foo: 'bar' } });
    expect(await errorOf(none.api.test({ error: 'my_error' }))).toBe('my_error');
  });

  test('auth.test names the bot; a missing scope and an unknown method are refused', async () => {
    const { web } = await startTestSlack({ scopes: ['chat:write'] });
    expect(await web.auth.test()).toMatchObject({ user_id: bot, bot_id: localIds.botId, team_id: 'T0LOCAL' });
    expect(await errorOf(web.users.info({ user: operator }))).toBe('missing_scope');
    expect(await errorOf(web.apiCall('nothing.like.this'))).toBe('unknown_method');
    expect(await errorOf(web.apiCall('constructor'))).toBe('unknown_method');
  });

  test('a token that was rotated counts at once', async () => {
    let token = 'xoxb-old';
    const { web } = await startTestSlack({ botToken: () => token });
    expect(await errorOf(web.auth.test())).toBe('invalid_auth');
    token = 'xoxb-local';
    expect(await web.auth.test()).toMatchObject({ ok: true });
  });
});

describe('chat.postMessage', () => {
  test('answers where it stands, and the channel shows it', async () => {
    const { web, client } = await startTestSlack();
    const posted = await web.chat.postMessage({ channel: ops, text: 'hi', blocks: [section] });
    expect(posted).toMatchObject({ ok: true, channel: ops, message: { user: bot, text: 'hi' } });
    expect(posted.ts).toMatch(/^\d{10}\.\d{6}$/);
    const [message] = await client.as(viewer).messages();
    expect(message).toMatchObject({
      text: 'hi',
      ts: posted.ts,
      blocks: [{ ...section, block_id: expect.any(String) }],
    });
  });

  test('takes a JSON body and a channel name as well', async () => {
    const { slack } = await startTestSlack();
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-local', 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ channel: '#ops', blocks: [section] }),
    });
    expect(await response.json()).toMatchObject({ ok: true, channel: ops });
  });

  test.each([
    ['channel_not_found', { channel: 'C0NOWHERE0', text: 'x' }],
    ['not_in_channel', { channel: random, text: 'x' }],
    ['is_archived', { channel: archived, text: 'x' }],
    ['no_text', { channel: ops }],
    ['no_text', { channel: ops, blocks: [] }],
    ['thread_not_found', { channel: ops, text: 'x', thread_ts: '1.000000' }],
    ['invalid_blocks_format', { channel: ops, text: 'x', blocks: 'nonsense' }],
    ['invalid_metadata_schema', { channel: ops, text: 'x', metadata: { event_type: 'a' } }],
  ])('refuses with %s', async (error, request) => {
    const { web } = await startTestSlack();
    expect(await errorOf(web.apiCall('chat.postMessage', request))).toBe(error);
  });

  test('a text is cut at 40,000 characters', async () => {
    const { web } = await startTestSlack();
    const { message } = await web.chat.postMessage({ channel: ops, text: 'x'.repeat(40_001) });
    expect(message?.text).toHaveLength(40_000);
  });

  test('says what is wrong with blocks, where', async () => {
    const { web } = await startTestSlack();
    const header = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } } as const;
    await expect(web.chat.postMessage({ channel: ops, text: 'x', blocks: [header] })).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        errors: ['must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
        response_metadata: {
          messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
        },
      },
    });
  });

  test('with chat:write.public it may post where it is no member', async () => {
    const { web } = await startTestSlack({ scopes: ['chat:write', 'chat:write.public'] });
    expect(await web.chat.postMessage({ channel: random, text: 'x' })).toMatchObject({ ok: true });
  });

  test("a user id lands in Slackbot's messages, not in the bot's", async () => {
    const { web, client } = await startTestSlack();
    const { channel = '' } = await web.chat.postMessage({ channel: operator, text: 'psst' });
    const { channels } = await client.state();
    expect(channels.find(({ id }) => id === channel)?.bot).toBe(localIds.slackbot);
  });
});

describe('chat.update and chat.delete', () => {
  test('an edit keeps its place; text without blocks removes the blocks', async () => {
    const { web, client } = await startTestSlack();
    const { ts = '' } = await web.chat.postMessage({ channel: ops, text: 'one', blocks: [section] });
    await web.chat.update({ channel: ops, ts, text: 'two', blocks: [section] });
    expect((await client.messages())[0]).toMatchObject({ ts, text: 'two', revision: 1 });
    expect((await client.messages())[0]?.edited).toBeUndefined();
    await web.chat.update({ channel: ops, ts, text: 'three' });
    const [message] = await client.messages();
    expect(message?.blocks).toBeUndefined();
    expect(message?.edited?.user).toBe(bot);
  });

  test('metadata that is not given is kept', async () => {
    const { web } = await startTestSlack();
    const metadata = { event_type: 'episode', event_payload: { id: 'e1' } };
    const { ts = '' } = await web.chat.postMessage({ channel: ops, text: 'one', metadata });
    expect((await web.chat.update({ channel: ops, ts, text: 'two' })).message).toMatchObject({ metadata });
  });

  test('refuses what is not there, what is not its own, and a long text', async () => {
    const { web, client } = await startTestSlack();
    await client.post('send', { channel: ops, text: 'mine' });
    const [theirs] = await client.messages();
    const { ts = '' } = await web.chat.postMessage({ channel: ops, text: 'x' });
    const { message_ts = '' } = await web.chat.postEphemeral({ channel: ops, user: viewer, text: 'x' });
    const update = (one: string, text = 'y') => errorOf(web.chat.update({ channel: ops, ts: one, text }));
    expect(await update('1.000000')).toBe('message_not_found');
    expect(await update(message_ts)).toBe('message_not_found');
    expect(await update(theirs!.ts)).toBe('cant_update_message');
    expect(await update(ts, 'x'.repeat(4001))).toBe('msg_too_long');
    expect(await web.chat.update({ channel: ops, ts, text: 'x'.repeat(4000) })).toMatchObject({ ok: true });
    expect(await errorOf(web.chat.delete({ channel: ops, ts: theirs!.ts }))).toBe('cant_delete_message');
    await web.chat.delete({ channel: ops, ts });
    expect(await client.messages()).toHaveLength(1);
  });
});

describe('ephemeral messages', () => {
  test('one person sees them, history does not', async () => {
    const { web, client } = await startTestSlack();
    await web.chat.postEphemeral({ channel: ops, user: operator, text: 'for you' });
    expect(await client.messages()).toMatchObject([{ text: 'for you', visibleTo: operator }]);
    expect(await client.as(viewer).messages()).toEqual([]);
    expect((await web.conversations.history({ channel: ops })).messages).toEqual([]);
  });

  test('need a person in the channel and the bot too', async () => {
    const { web } = await startTestSlack();
    const whisper = (channel: string, user: string) =>
      errorOf(web.chat.postEphemeral({ channel, user, text: 'x' }));
    expect(await whisper(ops, 'U0NOBODY00')).toBe('user_not_in_channel');
    expect(await whisper(random, operator)).toBe('not_in_channel');
  });
});

describe('conversations, users, groups', () => {
  test('threads: replies, history without them, permalinks', async () => {
    const { web } = await startTestSlack();
    const { ts = '' } = await web.chat.postMessage({ channel: ops, text: 'parent' });
    const reply = await web.chat.postMessage({ channel: ops, text: 'reply', thread_ts: ts });
    const nested = await web.chat.postMessage({ channel: ops, text: 'again', thread_ts: reply.ts! });
    expect(nested.message?.thread_ts).toBe(ts);
    const { messages } = await web.conversations.replies({ channel: ops, ts });
    expect(messages?.map(({ text }) => text)).toEqual(['parent', 'reply', 'again']);
    const history = await web.conversations.history({ channel: ops });
    expect(history.messages).toMatchObject([{ text: 'parent', reply_count: 2 }]);
    const { permalink } = await web.chat.getPermalink({ channel: ops, message_ts: ts });
    expect(permalink).toContain(`/archives/${ops}/p${ts.replace('.', '')}`);
  });

  test('a reply may be broadcast: the channel shows it too, with its root', async () => {
    const { web } = await startTestSlack();
    const { ts: thread_ts = '' } = await web.chat.postMessage({ channel: ops, text: 'parent' });
    const reply = { channel: ops, text: 'worse', thread_ts, reply_broadcast: true } as const;
    const { message } = await web.chat.postMessage(reply);
    const shown = { subtype: 'thread_broadcast', thread_ts, root: { text: 'parent', reply_count: 1 } };
    expect(message).toMatchObject(shown);
    const { messages } = await web.conversations.history({ channel: ops });
    expect(messages).toMatchObject([{ text: 'worse', ...shown }, { text: 'parent' }]);
    const alone = await web.chat.postMessage({ channel: ops, text: 'x', reply_broadcast: true } as never);
    expect(alone.message?.subtype).toBeUndefined();
  });

  test('who joined has no thread', async () => {
    const { web } = await startTestSlack();
    await web.conversations.join({ channel: random });
    const { messages } = await web.conversations.history({ channel: random });
    const join = messages?.find(({ subtype }) => subtype === 'channel_join');
    const reply = { channel: random, text: 'x', thread_ts: join?.ts ?? '' };
    expect(await errorOf(web.chat.postMessage(reply))).toBe('cannot_reply_to_message');
  });

  test('history pages from the newest', async () => {
    const { web } = await startTestSlack();
    for (const text of ['1', '2', '3']) await web.chat.postMessage({ channel: ops, text });
    const first = await web.conversations.history({ channel: ops, limit: 2 });
    expect(first.messages?.map(({ text }) => text)).toEqual(['3', '2']);
    const cursor = first.response_metadata?.next_cursor ?? '';
    const rest = await web.conversations.history({ channel: ops, limit: 2, cursor });
    expect(rest).toMatchObject({ messages: [{ text: '1' }], has_more: false });
  });

  test('lists channels, tells membership, joins', async () => {
    const { web } = await startTestSlack();
    const { channels } = await web.conversations.list({ exclude_archived: true });
    expect(channels?.map(({ name, is_member }) => [name, is_member])).toEqual([
      ['ops', true],
      ['general', true],
      ['random', false],
    ]);
    await web.conversations.join({ channel: random });
    const info = await web.conversations.info({ channel: random, include_num_members: true });
    expect(info.channel).toMatchObject({ is_member: true, num_members: 5 });
    expect((await web.conversations.members({ channel: random })).members).toContain(bot);
    expect(await web.chat.postMessage({ channel: random, text: 'here' })).toMatchObject({ ok: true });
  });

  test('conversations.open leads to the direct messages', async () => {
    const { web, client } = await startTestSlack();
    const { channel } = await web.conversations.open({ users: operator });
    await web.chat.postMessage({ channel: channel!.id!, text: 'just us' });
    expect(await client.messages(channel!.id!)).toMatchObject([{ text: 'just us' }]);
    expect(await client.as(viewer).messages(channel!.id!)).toEqual([]);
    expect(await errorOf(web.conversations.open({ users: 'U0NOBODY00' }))).toBe('user_not_found');
    expect(await errorOf(web.conversations.open({ users: bot }))).toBe('cannot_dm_bot');
  });

  test('users.info gives a locale only when asked; groups list their members', async () => {
    const { web } = await startTestSlack();
    const { user } = await web.users.info({ user: viewer, include_locale: true });
    expect(user).toMatchObject({ id: viewer, locale: 'en-US', tz_offset: 0, is_bot: false });
    expect((await web.users.info({ user: viewer })).user?.locale).toBeUndefined();
    expect((await web.users.info({ user: japaneseOperator, include_locale: true })).user).toMatchObject({
      locale: 'ja-JP',
      tz: 'Asia/Tokyo',
      tz_label: 'Japan Standard Time',
      tz_offset: 32_400,
    });
    expect((await web.users.list({})).members).toHaveLength(10);
    const { usergroups } = await web.usergroups.list();
    const usergroup = usergroups?.[0]?.id ?? '';
    expect((await web.usergroups.users.list({ usergroup })).users).toEqual([
      operator,
      secondOperator,
      japaneseOperator,
    ]);
    expect(await errorOf(web.usergroups.users.list({ usergroup: 'S0NONE' }))).toBe('no_such_subteam');
    expect(await errorOf(web.users.info({ user: 'U0NOBODY00' }))).toBe('user_not_found');
  });
});
