import { expect, test } from 'vitest';
import { localIds } from '../../../infra/local/slack/workspace/workspace.ts';
import { type FakeBot, fakeBot } from '../../helpers/fake-app.ts';
import { startTestSlack } from '../../helpers/local-slack.ts';

const { ops, operator, viewer, bot: botUser } = localIds;
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const stop = { type: 'button' as const, text: plain('Stop'), action_id: 'stop', value: 'confirm 1' };
const menu = {
  type: 'static_select' as const,
  action_id: 'pick',
  placeholder: plain('Choose'),
  options: [
    { text: plain('Web'), value: 'web' },
    { text: plain('Api'), value: 'api' },
  ],
};
const block = { type: 'actions' as const, block_id: 'b1', elements: [stop, menu] };
const press = { blockId: 'b1', actionId: 'stop', chosen: [] };

async function withMessage() {
  const app = await fakeBot();
  const world = await startTestSlack({ requestUrl: app.url });
  const { ts = '' } = await world.web.chat.postMessage({ channel: ops, text: 'card', blocks: [block] });
  return { ...world, app, ts };
}

const last = (app: FakeBot) => app.received.at(-1)!.payload;
const respond = (url: string, body: object) => fetch(url, { method: 'POST', body: JSON.stringify(body) });

test('a pressed button sends block_actions with its message', async () => {
  const { app, client, ts, slack } = await withMessage();
  expect(await client.post('act', { channel: ops, ts, ...press })).toEqual({});
  expect(last(app)).toMatchObject({
    type: 'block_actions',
    api_app_id: 'A0LOCAL',
    enterprise: null,
    is_enterprise_install: false,
    user: { id: operator, team_id: 'T0LOCAL' },
    team: { id: 'T0LOCAL', domain: 'local' },
    container: { type: 'message', message_ts: ts, channel_id: ops, is_ephemeral: false },
    channel: { id: ops, name: 'ops' },
    message: { ts, user: botUser, blocks: [{ block_id: 'b1' }] },
    response_url: expect.stringContaining(`${slack.url}/actions/`),
    trigger_id: expect.any(String),
    actions: [
      {
        type: 'button',
        action_id: 'stop',
        block_id: 'b1',
        value: 'confirm 1',
        action_ts: expect.any(String),
      },
    ],
  });
});

test('a select sends its whole option, and the state holds it afterwards', async () => {
  const { app, client, ts } = await withMessage();
  await client.post('act', { channel: ops, ts, blockId: 'b1', actionId: 'pick', chosen: [{ value: 'api' }] });
  expect(last(app)).toMatchObject({ actions: [{ selected_option: menu.options[1] }] });
  await client.post('act', { channel: ops, ts, ...press });
  expect(last(app)).toMatchObject({
    state: { values: { b1: { pick: { selected_option: { value: 'api' } } } } },
  });
  await client.as(viewer).post('act', { channel: ops, ts, ...press });
  expect(last(app)).toMatchObject({ state: { values: { b1: { pick: { selected_option: null } } } } });
});

test('an ephemeral message is not in the payload; its URL replaces and deletes it', async () => {
  const { app, client, web } = await withMessage();
  const { message_ts: ts = '' } = await web.chat.postEphemeral({
    channel: ops,
    user: operator,
    text: 'c',
    blocks: [block],
  });
  await client.post('act', { channel: ops, ts, ...press });
  const { response_url: url, ...payload } = last(app);
  expect(payload.message).toBeUndefined();
  expect(payload).toMatchObject({ container: { is_ephemeral: true, message_ts: ts } });
  await respond(String(url), { replace_original: true, response_type: 'in_channel', text: 'replaced' });
  expect((await client.messages()).find((one) => one.ts === ts)).toMatchObject({
    text: 'replaced',
    visibleTo: operator,
  });
  await respond(String(url), { delete_original: true });
  expect((await client.messages()).find((one) => one.ts === ts)).toBeUndefined();
  expect(await client.as(viewer).post('act', { channel: ops, ts, ...press })).toHaveProperty('error');
});

test("a command's URL has no original: replacing posts anew, in a thread if asked", async () => {
  const { app, client, ts } = await withMessage();
  await client.post('send', { channel: ops, text: '/ecs x' });
  await expect.poll(() => app.received.length).toBe(1);
  const url = app.received[0]!.form.response_url!;
  await respond(url, { text: 'one' });
  await respond(url, { text: 'two', replace_original: true });
  await respond(url, { text: 'three', thread_ts: ts, replace_original: false });
  const answers = (await client.messages()).filter(({ text }) => /^(one|two|three)$/.test(text));
  expect(answers.map(({ text, threadTs }) => [text, threadTs])).toEqual([
    ...[
      ['one', undefined],
      ['two', undefined],
    ],
    ['three', ts],
  ]);
});

test('what the app does not acknowledge is said to the person who pressed', async () => {
  let status = 404;
  let hang = false;
  const app = await fakeBot(() => (hang ? new Promise(() => {}) : { status }));
  const { web, client, clock } = await startTestSlack({ requestUrl: app.url });
  const { ts = '' } = await web.chat.postMessage({ channel: ops, text: 'card', blocks: [block] });
  const act = () => client.post('act', { channel: ops, ts, ...press });
  expect(await act()).toEqual({ failure: 'This app responded with Status Code 404.' });
  status = 200;
  hang = true;
  const waiting = act();
  await expect.poll(() => app.received.length).toBe(2);
  clock.pass(3000);
  expect(await waiting).toEqual({ failure: 'Operation timed out. Apps need to respond within 3 seconds.' });
});

test('an element that is no longer there cannot be pressed', async () => {
  const { client, ts, app } = await withMessage();
  const answer = await client.post('act', { channel: ops, ts, blockId: 'b1', actionId: 'gone', chosen: [] });
  expect(answer).toEqual({ error: 'It has changed meanwhile: look again.' });
  expect(app.received).toEqual([]);
});

test('external menus ask the app, and too many options are none', async () => {
  let count = 100;
  const options = () =>
    Array.from({ length: count }, (_, index) => ({ text: plain(`o${index}`), value: `${index}` }));
  const app = await fakeBot(() => ({
    type: 'application/json',
    body: JSON.stringify({ options: options() }),
  }));
  const { web, client } = await startTestSlack({ requestUrl: app.url });
  const external = { type: 'external_select' as const, action_id: 'pick', min_query_length: 0 };
  const { ts = '' } = await web.chat.postMessage({
    channel: ops,
    text: 'x',
    blocks: [{ type: 'actions', block_id: 'b1', elements: [external] }],
  });
  const place = { channel: ops, ts, blockId: 'b1', actionId: 'pick' };
  expect((await client.post('suggest', { ...place, query: 'we' })).options).toHaveLength(100);
  expect(last(app)).toMatchObject({
    type: 'block_suggestion',
    action_id: 'pick',
    block_id: 'b1',
    value: 'we',
  });
  count = 101;
  expect(await client.post('suggest', { ...place, query: '' })).toEqual({});
  await client.post('act', { ...place, chosen: [{ value: '7', text: 'o7' }] });
  expect(last(app)).toMatchObject({ actions: [{ selected_option: { value: '7', text: { text: 'o7' } } }] });
});

const modal = (more: object = {}) => ({
  type: 'modal' as const,
  title: plain('Scale'),
  submit: plain('Go'),
  callback_id: 'scale',
  blocks: [
    {
      type: 'input' as const,
      block_id: 'count',
      label: plain('Count'),
      element: { type: 'plain_text_input' as const, action_id: 'n' },
    },
  ],
  ...more,
});

test('a trigger opens one modal within 3 seconds', async () => {
  const { app, client, web, clock, ts } = await withMessage();
  const act = async () => {
    await client.post('act', { channel: ops, ts, ...press });
    return String(last(app).trigger_id);
  };
  const open = (trigger_id: string) =>
    web.views.open({ trigger_id, view: modal() }).then(
      ({ ok }) => ok,
      (error: { data: { error: string } }) => error.data.error,
    );
  const trigger = await act();
  clock.pass(3000);
  expect(await open(trigger)).toBe(true);
  expect(await open(trigger)).toBe('exchanged_trigger_id');
  const late = await act();
  clock.pass(3001);
  expect(await open(late)).toBe('expired_trigger_id');
  expect(await open('1.2.3')).toBe('invalid_trigger_id');
});

test('a modal is submitted with its values: errors keep it open, nothing closes it', async () => {
  let answer: object = { response_action: 'errors', errors: { count: 'not a number' } };
  const app = await fakeBot(({ payload }) =>
    String(payload.type) === 'view_submission'
      ? { type: 'application/json', body: JSON.stringify(answer) }
      : undefined,
  );
  const { web, client } = await startTestSlack({ requestUrl: app.url });
  const { ts = '' } = await web.chat.postMessage({ channel: ops, text: 'card', blocks: [block] });
  await client.post('act', { channel: ops, ts, ...press });
  const { view } = await web.views.open({ trigger_id: String(last(app).trigger_id), view: modal() });
  const id = String(view?.id);
  const inputs = [{ blockId: 'count', actionId: 'n', chosen: [{ value: '4' }] }];
  expect(await client.post('submit', { view: id, inputs })).toEqual({ errors: { count: 'not a number' } });
  expect(last(app)).toMatchObject({
    view: {
      id,
      callback_id: 'scale',
      state: { values: { count: { n: { type: 'plain_text_input', value: '4' } } } },
    },
  });
  expect((await client.state()).modals).toHaveLength(1);
  const conflict = web.views.update({ view_id: id, hash: 'old', view: modal() });
  await expect(conflict).rejects.toMatchObject({ data: { error: 'hash_conflict' } });
  await web.views.update({ view_id: id, hash: String(view?.hash), view: modal({ title: plain('New') }) });
  expect((await client.state()).modals).toMatchObject([{ title: { text: 'New' } }]);
  answer = {};
  await client.post('submit', { view: id, inputs });
  expect((await client.state()).modals).toEqual([]);
});

test('views stack three high', async () => {
  const { app, client, web, ts } = await withMessage();
  const trigger = async () => {
    await client.post('act', { channel: ops, ts, ...press });
    return String(last(app).trigger_id);
  };
  await web.views.open({ trigger_id: await trigger(), view: modal() });
  await web.views.push({ trigger_id: await trigger(), view: modal() });
  await web.views.push({ trigger_id: await trigger(), view: modal() });
  const fourth = web.views.push({ trigger_id: await trigger(), view: modal() });
  await expect(fourth).rejects.toMatchObject({ data: { error: 'push_limit_reached' } });
});

test('the Home tab is published for one person', async () => {
  const { web, client } = await withMessage();
  const view = { type: 'home' as const, blocks: [{ type: 'divider' as const }] };
  await web.views.publish({ user_id: operator, view });
  expect((await client.state()).home?.blocks).toMatchObject(view.blocks);
  expect((await client.as(viewer).state()).home).toBeUndefined();
});

test('opening the direct messages is an event, tried again as Slack does', async () => {
  const statuses = [500, 500, 200];
  const app = await fakeBot(() => ({ status: statuses.shift() ?? 200 }));
  const { client, clock } = await startTestSlack({ requestUrl: app.url });
  const channel = (await client.state()).channels.find(({ kind }) => kind === 'im')!.id;
  await client.post('open', { channel, tab: 'home' });
  await expect.poll(() => app.received.length).toBe(1);
  expect(last(app)).toMatchObject({
    type: 'event_callback',
    team_id: 'T0LOCAL',
    event_id: expect.stringMatching(/^Ev/),
    event: { type: 'app_home_opened', user: operator, channel, tab: 'home' },
  });
  for (const [pause, count] of [
    [0, 2],
    [60_000, 3],
  ] as const) {
    await expect.poll(() => clock.waiting()).toBe(1);
    clock.pass(pause);
    await expect.poll(() => app.received.length).toBe(count);
    expect(app.received.at(-1)?.headers['x-slack-retry-num']).toBe(String(count - 1));
  }
  expect(app.received[1]?.headers['x-slack-retry-reason']).toBe('http_error');
  expect(new Set(app.received.map(({ payload }) => payload.event_id)).size).toBe(1);
});

test('blocks.validate tells every problem with its pointer, without a token', async () => {
  const { slack } = await startTestSlack();
  const validate = async (body: object) =>
    (await fetch(`${slack.apiUrl}blocks.validate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then((response) => response.json())) as object;
  expect(await validate({ message: { blocks: [block] } })).toEqual({ ok: true });
  expect(await validate({ blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] })).toMatchObject({
    ok: false,
    error: 'invalid_blocks',
    errors: [
      {
        code: 'too_long',
        pointer: '/blocks/0/text/text',
        constraint: { type: 'max_length', expected: ['150'] },
      },
    ],
  });
  expect(await validate({ view: modal({ submit: undefined }) })).toMatchObject({
    errors: [{ code: 'missing_field' }],
  });
});
