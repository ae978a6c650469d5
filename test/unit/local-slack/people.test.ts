import { expect, test } from 'vitest';
import { localIds as ids } from '../../../infra/local/slack/workspace/workspace.ts';
import { fakeBot } from '../../helpers/fake-app.ts';
import { startTestSlack } from '../../helpers/local-slack.ts';

const botEvents = ['user_change', 'subteam_members_changed', 'subteam_updated'];

test('users.info tells a member from the guests, the deactivated and the stranger', async () => {
  const { web } = await startTestSlack();
  const user = async (id: string) => (await web.users.info({ user: id })).user;
  const here = { team_id: 'T0LOCAL', is_bot: false };
  expect(await user(ids.secondOperator)).toMatchObject({ ...here, deleted: false, is_restricted: false });
  expect(await user(ids.guest)).toMatchObject({ ...here, is_restricted: true, is_ultra_restricted: false });
  expect(await user(ids.singleChannelGuest)).toMatchObject({
    is_restricted: true,
    is_ultra_restricted: true,
  });
  expect(await user(ids.deactivated)).toMatchObject({ ...here, deleted: true });
  // Whom a shared channel makes visible is no `is_stranger`: only the team tells.
  expect(await user(ids.stranger)).toMatchObject({ team_id: ids.strangersTeam, is_stranger: false });
  expect(await user(ids.slackbot)).toMatchObject({ id: ids.slackbot, is_bot: false });
});

test('a change of a person is told to an app that subscribed to it, again until it takes it', async () => {
  let answers = 0;
  const app = await fakeBot(() => ({ status: ++answers === 1 ? 500 : 200 }));
  const { slack, web, clock } = await startTestSlack({ requestUrl: app.url, botEvents });
  const told = slack.setPerson(ids.operator, { isRestricted: true });
  await expect
    .poll(() => {
      clock.pass(0);
      return app.received.length;
    })
    .toBe(2);
  await told;
  expect((await web.users.info({ user: ids.operator })).user).toMatchObject({ is_restricted: true });
  expect(app.received).toHaveLength(2);
  expect(app.received[1]?.headers).toMatchObject({
    'x-slack-retry-num': '1',
    'x-slack-signature': expect.stringMatching(/^v0=/),
  });
  for (const { payload } of app.received) {
    expect(payload).toMatchObject({
      type: 'event_callback',
      team_id: 'T0LOCAL',
      event: {
        type: 'user_change',
        user: { id: ids.operator, team_id: 'T0LOCAL', is_restricted: true, locale: 'en-US' },
      },
    });
  }
});

test('a change of a group is told by two events: who came and went, and the whole group', async () => {
  const app = await fakeBot();
  const { slack, web } = await startTestSlack({ requestUrl: app.url, botEvents });
  await slack.setGroupMembers(ids.onCall, [ids.viewer, ids.operator, ids.viewer]);
  expect((await web.usergroups.users.list({ usergroup: ids.onCall })).users).toEqual([
    ids.viewer,
    ids.operator,
  ]);
  const events = app.received.map(({ payload }) => payload.event);
  expect(events).toHaveLength(2);
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'subteam_members_changed',
      subteam_id: ids.onCall,
      added_users: [ids.viewer],
      removed_users: [ids.secondOperator, ids.japaneseOperator],
    }),
  );
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'subteam_updated',
      subteam: expect.objectContaining({
        id: ids.onCall,
        user_count: 2,
        users: [ids.viewer, ids.operator],
      }),
    }),
  );
  await slack.setGroupMembers(ids.onCall, [ids.operator, ids.viewer]);
  expect(app.received).toHaveLength(2);
});

test('an event can be lost, and an app that did not subscribe is told nothing', async () => {
  const app = await fakeBot();
  const { slack } = await startTestSlack({ requestUrl: app.url, botEvents });
  await slack.setPerson(ids.operator, { isDeleted: true }, false);
  await slack.setGroupMembers(ids.onCall, [], false);
  const other = await startTestSlack({ requestUrl: app.url, botEvents: ['app_home_opened'] });
  await other.slack.setPerson(ids.operator, { isDeleted: true });
  await other.slack.setGroupMembers(ids.onCall, []);
  expect(app.received).toEqual([]);
  await expect(slack.setPerson('U0NOBODY00', {})).rejects.toThrow('nobody with the id U0NOBODY00');
  await expect(slack.setGroupMembers('S0NONE', [])).rejects.toThrow('no user group with the id S0NONE');
});

test('without its scope a method is refused with the scope that it needs', async () => {
  const { web } = await startTestSlack({ scopes: ['commands'] });
  for (const [call, needed] of [
    [web.users.info({ user: ids.operator }), 'users:read'],
    [web.usergroups.users.list({ usergroup: ids.onCall }), 'usergroups:read'],
  ] as const) {
    await expect(call).rejects.toMatchObject({ data: { error: 'missing_scope', needed } });
  }
});

test('usergroups.users.list may be asked 20 times a minute', async () => {
  const { web } = await startTestSlack();
  const ask = () => web.usergroups.users.list({ usergroup: ids.onCall });
  for (let call = 0; call < 20; call += 1) await ask();
  await expect(ask()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 3 });
});

test('a client changes people and groups, and the others see it', async () => {
  const { client } = await startTestSlack();
  expect(await client.post('person', { id: ids.operator, change: { isDeleted: true } })).toEqual({});
  expect(await client.post('group', { id: ids.onCall, members: [ids.viewer] })).toEqual({});
  const { people, groups } = await client.as(ids.viewer).state();
  expect(people.find(({ id }) => id === ids.operator)).toMatchObject({ isDeleted: true });
  expect(groups).toEqual([{ id: ids.onCall, handle: 'on-call', members: [ids.viewer] }]);
  expect(await client.post('send', { channel: ids.ops, text: 'hello' })).toEqual({
    error: 'Olivia Operator is deactivated and cannot act.',
  });
  expect(await client.post('person', { id: 'U0NOBODY00', change: {} })).toEqual({
    error: 'There is no such person in this workspace.',
  });
});

test('a stranger has no commands of this workspace, but may press a button in a shared channel', async () => {
  const app = await fakeBot();
  const { web, client } = await startTestSlack({ requestUrl: app.url });
  const stranger = client.as(ids.stranger);
  await stranger.post('send', { channel: ids.ops, text: '/ecs help' });
  await stranger.waitFor(({ text }) => text === '`/ecs` is not a valid command.');
  const { ts = '' } = await web.chat.postMessage({
    channel: ids.ops,
    text: 'a card',
    blocks: [
      {
        type: 'actions',
        block_id: 'b',
        elements: [{ type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Press' } }],
      },
    ],
  });
  await stranger.post('act', { channel: ids.ops, ts, blockId: 'b', actionId: 'a', chosen: [] });
  // Slack names the app's own workspace as the team, and the person's only with the person.
  expect(app.received.map(({ payload }) => payload)).toMatchObject([
    { team: { id: 'T0LOCAL' }, user: { id: ids.stranger, team_id: ids.strangersTeam } },
  ]);
});
