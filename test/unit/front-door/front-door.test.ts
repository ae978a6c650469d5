import { expect, test } from 'vitest';
import { AwsRefusal } from '../../../src/front-door/aws-client.ts';
import type { Deps, LogLine } from '../../../src/front-door/enqueue.ts';
import { handle } from '../../../src/front-door/front-door.ts';
import { NoAnswer } from '../../../src/front-door/http.ts';
import type { Job } from '../../../src/front-door/job.ts';
import { frontDoor } from '../../../src/messages/front-door.ts';
import {
  commandBody,
  eventBody,
  payloadBody,
  press,
  type SlackRequest,
  sign,
  slackEvent,
} from '../../helpers/signed-requests.ts';

const NOW = 1_700_000_000_500;
const responseUrl = 'https://hooks.slack.com/actions/T1/1/x';

interface SetUp {
  /** What the queue throws. */
  readonly fault?: Error;
  readonly secrets?: readonly (string | Error)[];
  readonly told?: boolean;
}

function setUp({ fault, secrets = ['secret'], told = true }: SetUp = {}) {
  const sent: { job: Job; group: string; deadline: number }[] = [];
  const said: string[][] = [];
  const log: LogLine[] = [];
  const give = (secret: string | Error | undefined) => {
    if (secret instanceof Error) throw secret;
    return secret;
  };
  const world: Deps = {
    teamId: 'T1',
    now: () => NOW,
    deadlineMs: 2000,
    secret: { current: async () => String(give(secrets[0])), renewed: async () => give(secrets[1]) },
    sendJob: async (job, group, deadline) => {
      sent.push({ job, group, deadline });
      if (fault) throw fault;
    },
    tellPerson: async (...words) => {
      said.push(words);
      return told;
    },
    log: (line) => log.push(line),
  };
  const ask = (body: string, about: Partial<SlackRequest> = {}) =>
    handle(slackEvent({ body, now: NOW, secret: 'secret', ...about }), world);
  return { world, ask, sent, said, log };
}

test('a command is queued under its person and acknowledged in silence', async () => {
  const { ask, sent, log } = setUp();
  expect(await ask(commandBody())).toEqual({ statusCode: 200, body: '' });
  expect(sent).toEqual([
    {
      job: {
        kind: 'command',
        id: expect.stringMatching(/^[0-9a-f]{64}$/),
        receivedAt: NOW,
        body: expect.objectContaining({ command: '/ecs', text: 'scale shop/web 4', user_id: 'U1' }),
      },
      group: 'T1.U1',
      deadline: NOW + 2000,
    },
  ]);
  expect(log).toEqual([]);
});

test.each([
  undefined,
  'application/json; charset=utf-8',
  'application/x-www-form-urlencoded; charset=utf-8',
  '',
])('a command is queued whatever its content type: %s', async (type) => {
  const { ask, sent } = setUp();
  await ask(commandBody(), { headers: { 'content-type': type as string } });
  expect(sent).toHaveLength(1);
});

test("an event is queued, with Slack's words about a retry", async () => {
  const { ask, sent } = setUp();
  const headers = { 'x-slack-retry-num': '2', 'x-slack-retry-reason': 'http_timeout' };
  await ask(eventBody(), { base64: false });
  await ask(eventBody(), { base64: true, headers });
  expect(sent[0]?.job).not.toHaveProperty('retryNum');
  expect(sent[1]?.job).toEqual({ ...sent[0]?.job, retryNum: 2, retryReason: 'http_timeout' });
});

test('text beyond ASCII is verified and queued, base64 or not', async () => {
  const { ask, sent } = setUp();
  const body = eventBody({ event: { type: 'app_mention', user: 'U1', text: 'größer ✓ 🚀' } });
  for (const base64 of [true, false])
    expect(await ask(body, { base64 })).toEqual({ statusCode: 200, body: '' });
  expect(sent.map(({ job }) => (job.body.event as { text: string }).text)).toEqual([
    'größer ✓ 🚀',
    'größer ✓ 🚀',
  ]);
});

test('header names may come in any case', async () => {
  const { world, sent } = setUp();
  const event = slackEvent({ body: commandBody(), now: NOW, secret: 'secret' });
  const headers = Object.fromEntries(
    Object.entries(event.headers).map(([name, value]) => [name.toUpperCase(), value]),
  );
  await handle({ ...event, headers }, world);
  expect(sent).toHaveLength(1);
});

test.each([
  ['a stranger', { secret: 'another' }],
  ['no signature', { headers: { 'x-slack-signature': '' } }],
  ['a malformed signature', { headers: { 'x-slack-signature': 'v0=1' } }],
  ['a body that was changed', { headers: { 'x-slack-signature': sign('secret', NOW, 'other') } }],
  ['a stale request', { now: NOW - 301_000 }],
  ['a request from the future', { now: NOW + 301_000 }],
])('%s is answered 401, empty, with one line in the log and nothing queued', async (_who, about) => {
  const { ask, sent, log } = setUp();
  for (const body of [commandBody(), 'ssl_check=1', '{"type":"url_verification","challenge":"c"}']) {
    expect(await ask(body, about)).toEqual({ statusCode: 401, body: '' });
  }
  expect(sent).toEqual([]);
  expect(log).toHaveLength(3);
  expect(JSON.stringify(log)).not.toContain('scale shop');
});

test.each(['', '{', 'payload={', '{"type":"event_callback"}', 'text=no+command'])(
  'signed but malformed %j is answered 400, empty, with one line in the log',
  async (body) => {
    const { ask, sent, log } = setUp();
    expect(await ask(body)).toEqual({ statusCode: 400, body: '' });
    expect(sent).toEqual([]);
    expect(log).toEqual([expect.objectContaining({ level: 'WARN', statusCode: 400, requestId: 'r-1' })]);
  },
);

test.each(['GET', 'PUT', 'HEAD', ''])('the method %s is answered 405, empty', async (method) => {
  const { world, log } = setUp();
  const event = slackEvent({ body: commandBody(), now: NOW, secret: 'secret' });
  const answer = await handle({ ...event, requestContext: { http: { method } } }, world);
  expect(answer).toEqual({ statusCode: 405, body: '' });
  expect(log).toHaveLength(1);
});

test.each([undefined, null, 1, 'x', [], {}, { headers: null, body: 1, requestContext: [] }])(
  'an event that is none, %j, is answered all the same',
  async (event) => {
    const { world } = setUp();
    expect(await handle(event, world)).toEqual({ statusCode: 405, body: '' });
  },
);

test('a signed ssl_check is answered and not queued', async () => {
  const { ask, sent } = setUp();
  expect(await ask('ssl_check=1&token=x')).toEqual({ statusCode: 200, body: '' });
  expect(sent).toEqual([]);
});

test('a command with an ssl_check field is queued', async () => {
  const { ask, sent } = setUp();
  await ask(commandBody({ ssl_check: '1' }));
  expect(sent[0]?.job.kind).toBe('command');
});

test('url_verification is answered with its challenge', async () => {
  const { ask } = setUp();
  const { body, statusCode } = await ask('{"type":"url_verification","challenge":"c"}', { base64: false });
  expect([statusCode, JSON.parse(body)]).toEqual([200, { challenge: 'c' }]);
});

test("while there is no secret Slack's check of the address is answered, so that the app can be made", async () => {
  const { ask, sent } = setUp({ secrets: [new Error('ParameterNotFound')] });
  const { body, statusCode } = await ask('{"type":"url_verification","challenge":"3eZbrw1aBm2r"}');
  expect([statusCode, JSON.parse(body)]).toEqual([200, { challenge: '3eZbrw1aBm2r' }]);
  for (const challenge of ['<script>', 'c'.repeat(201), '']) {
    expect(await ask(JSON.stringify({ type: 'url_verification', challenge }))).toEqual({
      statusCode: 503,
      body: '',
    });
  }
  expect(sent).toEqual([]);
});

test('a select that is typed in reads no options, and blocks nobody', async () => {
  const { ask, sent } = setUp();
  expect((await ask(payloadBody(press({ type: 'block_suggestion' })))).body).toBe('{"options":[]}');
  expect(sent).toEqual([]);
});

test('that Slack drops events is logged', async () => {
  const { ask, sent, log } = setUp();
  expect(await ask('{"type":"app_rate_limited","team_id":"T1"}')).toEqual({ statusCode: 200, body: '' });
  expect([sent.length, log.length]).toEqual([0, 1]);
});

test('a rotated secret is taken when the old one does not fit', async () => {
  const { ask, sent } = setUp({ secrets: ['old', 'secret'] });
  expect(await ask(commandBody())).toEqual({ statusCode: 200, body: '' });
  expect(sent).toHaveLength(1);
});

test.each([
  [['old', 'other'], 401],
  [[new Error('throttled')], 503],
  [['old', new Error('throttled')], 401],
] as const)('without the right secret nothing is queued: %j', async (secrets, statusCode) => {
  const { ask, sent, log } = setUp({ secrets });
  expect(await ask(commandBody())).toEqual({ statusCode, body: '' });
  expect([sent.length, log.length]).toEqual([0, 1]);
});

test("another workspace's command is told so, its press through response_url, its event to go away", async () => {
  const { ask, sent, said, log } = setUp();
  const typed = await ask(commandBody({ team_id: 'T2' }));
  expect(JSON.parse(typed.body)).toEqual({ response_type: 'ephemeral', text: frontDoor.otherWorkspace });
  expect(await ask(payloadBody(press({ team: { id: 'T2' }, response_url: responseUrl })))).toMatchObject({
    statusCode: 200,
  });
  expect(said).toEqual([[responseUrl, frontDoor.otherWorkspace]]);
  expect(await ask(eventBody({ team_id: 'T2' }))).toMatchObject({
    statusCode: 403,
    headers: { 'x-slack-no-retry': '1' },
  });
  expect(sent).toEqual([]);
  expect(log).toHaveLength(3);
});

const installed = (team_id: string | null, isOrg = false) => ({
  authorizations: [
    { enterprise_id: 'E1', team_id, user_id: 'U0', is_bot: true, is_enterprise_install: isOrg },
  ],
});

test('an event is for whom it was sent, wherever it happened', async () => {
  const { ask, sent } = setUp();
  expect(await ask(eventBody({ team_id: 'T2', ...installed('T1') }))).toMatchObject({ statusCode: 200 });
  expect(sent).toHaveLength(1);
  expect(await ask(eventBody({ team_id: 'T1', ...installed('T2') }))).toMatchObject({ statusCode: 403 });
  const both = [...installed(null, true).authorizations, ...installed('T1').authorizations];
  expect(await ask(eventBody({ team_id: 'T2', authorizations: both }))).toMatchObject({ statusCode: 200 });
  expect(sent.splice(0)).toHaveLength(2);
  expect(await ask(eventBody({ team_id: 'T1', authorizations: [] }))).toMatchObject({ statusCode: 200 });
  expect(sent).toHaveLength(1);
});

test('an app that was installed for a whole organisation is told so at the first command, and does nothing', async () => {
  const { ask, sent, said, log } = setUp();
  for (const said of [true, 'true']) {
    const typed = await ask(commandBody({ is_enterprise_install: String(said), enterprise_id: 'E1' }));
    expect(JSON.parse(typed.body)).toEqual({ response_type: 'ephemeral', text: frontDoor.orgInstall });
  }
  const pressed = press({ team: null, is_enterprise_install: true, response_url: responseUrl });
  expect(await ask(payloadBody(pressed))).toMatchObject({ statusCode: 200 });
  expect(said).toEqual([[responseUrl, frontDoor.orgInstall]]);
  expect(await ask(eventBody(installed(null, true)))).toMatchObject({ statusCode: 403 });
  expect(await ask(eventBody(installed('T1', true)))).toMatchObject({ statusCode: 403 });
  expect(sent).toEqual([]);
  expect(log.map(({ message }) => message)).toEqual(
    Array(5).fill('refused: installed for the whole organisation'),
  );
  // Said of an installation in this workspace.
  expect(await ask(commandBody({ is_enterprise_install: 'false' }))).toMatchObject({ statusCode: 200 });
  expect(sent).toHaveLength(1);
});

test.each([
  ['a command', commandBody({ team_id: '' })],
  ['a press', payloadBody(press({ team: null }))],
  ['an event', eventBody({ team_id: ['T1'] })],
])('%s that names no workspace is not queued', async (_what, body) => {
  const { ask, sent } = setUp();
  await ask(body);
  expect(sent).toEqual([]);
});

const refused = new AwsRefusal('SendMessage was answered 400, QueueDoesNotExist: ');
const unheard = new NoAnswer('connect ECONNREFUSED', { maybeDone: false, oldSocket: false });
const unknown = new NoAnswer('no answer in time', { maybeDone: true, oldSocket: false });

test.each([
  [refused, frontDoor.notQueued],
  [unheard, frontDoor.notQueued],
  [unknown, frontDoor.maybeQueued],
])('when the queue fails (%s), who typed or pressed reads what is known', async (fault, sentences) => {
  const { ask, said, log } = setUp({ fault });
  const typed = await ask(commandBody());
  expect(typed.statusCode).toBe(200);
  expect(JSON.parse(typed.body)).toEqual({ response_type: 'ephemeral', text: sentences.command });
  const pressed = await ask(payloadBody(press({ response_url: responseUrl })));
  expect(pressed).toEqual({ statusCode: 200, body: '' });
  expect(said).toEqual([[responseUrl, sentences.press]]);
  expect(log.map(({ level, message }) => [level, message])).toEqual(Array(2).fill(['ERROR', 'not queued']));
});

test.each([
  ['an event', eventBody()],
  ['a modal', payloadBody(press({ type: 'view_submission', response_url: responseUrl }))],
  ['a press on the Home tab', payloadBody(press())],
])('when the queue fails, %s gets 503', async (_what, body) => {
  const { ask, said } = setUp({ fault: refused });
  expect(await ask(body)).toEqual({ statusCode: 503, body: '' });
  expect(said).toEqual([]);
});

test('a press whose person could not be told gets 503, so that Slack shows a warning', async () => {
  const { ask } = setUp({ fault: refused, told: false });
  expect((await ask(payloadBody(press({ response_url: responseUrl })))).statusCode).toBe(503);
});

test('a body nested too deeply to be written again is no Lambda error', async () => {
  const { world, log } = setUp();
  const deep = `{"type":"event_callback","team_id":"T1","event":{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}}`;
  const event = slackEvent({ body: deep, now: NOW, secret: 'secret', base64: false });
  const sendJob = async (job: Job) => void JSON.stringify(job);
  expect(await handle(event, { ...world, sendJob })).toEqual({ statusCode: 503, body: '' });
  expect(log).toHaveLength(1);
});
