import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import type { LogLine } from '../../src/front-door/enqueue.ts';
import { createFrontDoor } from '../../src/front-door/front-door.ts';
import { sockets } from '../../src/front-door/http.ts';
import type { Job } from '../../src/front-door/job.ts';
import { frontDoor as words } from '../../src/messages/front-door.ts';
import { type FakeAnswer, type FakeAws, type FakeCall, startFakeAws } from '../helpers/fake-aws.ts';
import { commandBody, eventBody, payloadBody, press, slackEvent } from '../helpers/signed-requests.ts';

// The front door with everything but Lambda: real sockets to an SSM and an SQS that misbehave on demand.

const servers: FakeAws[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const server of servers.splice(0)) server.close();
});

interface SetUp {
  readonly onSend?: (call: FakeCall, index: number) => FakeAnswer;
  readonly onSecret?: (call: FakeCall, index: number) => FakeAnswer;
}

const queued = (): FakeAnswer => ({ body: { MessageId: 'm' } });
const secretIs = (secret: string) => (): FakeAnswer => ({ body: { Parameter: { Value: secret } } });

async function setUp({ onSend = queued, onSecret = secretIs('secret') }: SetUp = {}) {
  const sqs = await startFakeAws(onSend);
  const ssm = await startFakeAws(onSecret);
  servers.push(sqs, ssm);
  const log: LogLine[] = [];
  const clock = { ahead: 0 };
  const now = () => Date.now() + clock.ahead;
  const frontDoor = createFrontDoor(
    {
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
      queueUrl: `${sqs.url}/123456789012/commands.fifo`,
      secretParameter: '/bot/slack-signing-secret',
      urlSuffix: 'amazonaws.com',
      teamId: 'T1',
      endpoint: ssm.url,
    },
    { network: sockets, now, log: (line) => log.push(line) },
  );
  const ask = (body: string, secret = 'secret') => frontDoor.handle(slackEvent({ body, secret, now: now() }));
  return { frontDoor, sqs, ssm, log, clock, ask };
}

/** Nothing on loopback takes this long: then a timer of somebody else was next. */
const stuckMs = 5000;

/** How long it takes by the front door's own timers: time passes only when a host was asked once more and is silent. */
async function timed<Value>(
  start: () => Promise<Value>,
  silent: readonly FakeAws[],
): Promise<{ value: Value; ms: number }> {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  const started = Date.now();
  let isOver = false;
  const work = start().finally(() => {
    isOver = true;
  });
  let movedAt = performance.now();
  for (let heard = 0; !isOver; await new Promise((resolve) => setImmediate(resolve))) {
    const asked = silent.reduce((sum, { calls }) => sum + calls.length, 0);
    if (asked === heard && performance.now() < movedAt + stuckMs) continue;
    heard = asked;
    movedAt = performance.now();
    vi.advanceTimersToNextTimer();
  }
  return { value: await work, ms: Date.now() - started };
}

test('a command ends in the queue, in the group of its person', async () => {
  const { ask, sqs, ssm, frontDoor } = await setUp();
  await frontDoor.warmUp();
  expect(await ask(commandBody())).toEqual({ statusCode: 200, body: '' });
  expect(ssm.calls.map(({ target, input }) => [target, input])).toEqual([
    ['AmazonSSM.GetParameter', { Name: '/bot/slack-signing-secret', WithDecryption: true }],
  ]);
  const [call] = sqs.calls;
  const job = JSON.parse(String(call?.input.MessageBody)) as Job;
  expect([sqs.calls.length, sqs.connections(), call?.target]).toEqual([1, 1, 'AmazonSQS.SendMessage']);
  expect(call?.input).toEqual({
    QueueUrl: `${sqs.url}/123456789012/commands.fifo`,
    MessageBody: expect.any(String),
    MessageGroupId: 'T1.U1',
    MessageDeduplicationId: job.id,
  });
  expect(job).toMatchObject({ kind: 'command', body: { text: 'scale shop/web 4' } });
});

test('500 random and hostile requests: each is answered, and only what Slack signed is queued', async () => {
  const { frontDoor, sqs, log } = await setUp();
  await frontDoor.warmUp();
  const hostile = fc.constantFrom(
    '',
    '{',
    'null',
    'payload=%7B',
    'payload={"type":"block_actions","team":{"id":"T1"},"actions":[null]}',
    'payload={"type":"view_submission","team":{"id":"T1"},"user":7}',
    '{"__proto__":{"type":"event_callback"},"type":"event_callback","team_id":"T1","event":{"user":{"id":[]}}}',
    `{"a":${'['.repeat(50_000)}`,
    `command=${'%00'.repeat(9999)}`,
    'ssl_check=1',
    commandBody({ ssl_check: '1' }),
    commandBody({ text: '\ufffe\uffff\u0000' }),
    eventBody(),
    payloadBody(press()),
  );
  const body = fc.oneof(
    hostile,
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.json().map((json) => `payload=${json}`),
  );
  const header = fc.oneof(
    fc.string(),
    fc.constantFrom('v0=', `v0=${'0'.repeat(64)}`, 'v1=0', '9'.repeat(99), '-1', 'NaN'),
  );
  const mostly = <Value>(usual: Value, ...others: Value[]) =>
    fc.oneof(
      { weight: 4, arbitrary: fc.constant(usual) },
      { weight: 1, arbitrary: fc.constantFrom(...others) },
    );
  const spoiled = fc.dictionary(
    fc.constantFrom('x-slack-signature', 'x-slack-request-timestamp', 'x-other'),
    header,
  );
  const request = fc.record({
    body,
    by: mostly('secret', 'stranger', ''),
    base64: fc.boolean(),
    ahead: mostly(0, 400, -400),
    spoiled: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: spoiled }),
    shape: mostly<'event' | 'no headers' | 'no body' | 'value'>('event', 'no headers', 'no body', 'value'),
    value: fc.anything(),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ by, base64, ahead, spoiled, shape, value, ...rest }) => {
      const before = sqs.calls.length;
      const lines = log.length;
      const text = rest.body.toWellFormed();
      const signed = slackEvent({
        body: text,
        now: Date.now() + ahead * 1000,
        secret: by,
        base64,
        headers: spoiled,
      });
      const shaped = {
        'no headers': { ...signed, headers: value },
        'no body': { ...signed, body: value },
        value,
      };
      const event = shape === 'event' ? signed : shaped[shape];
      const answer = await frontDoor.handle(event);
      const genuine = shape === 'event' && by === 'secret' && ahead === 0 && isUnspoiled(spoiled);
      if (!genuine && shape !== 'no body') {
        expect([400, 401, 405]).toContain(answer.statusCode);
        expect(answer.body).toBe('');
        expect(log.length).toBe(lines + 1);
        expect(sqs.calls.length).toBe(before);
      }
      expect([200, 400, 401, 403, 405]).toContain(answer.statusCode);
      if (sqs.calls.length > before) expect(answer).toEqual({ statusCode: 200, body: '' });
    }),
    { numRuns: 500 },
  );
  for (const { input } of sqs.calls) {
    // SQS refuses every other character.
    expect(String(input.MessageBody)).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]+$/u);
    expect(JSON.parse(String(input.MessageBody))).toMatchObject({ receivedAt: expect.any(Number) });
  }
  expect(sqs.calls.length).toBeGreaterThan(10);
  expect(JSON.stringify(log)).not.toContain('scale shop');
});

function isUnspoiled(headers: Readonly<Record<string, string>>): boolean {
  return !('x-slack-signature' in headers || 'x-slack-request-timestamp' in headers);
}

test('a rotated secret works at once, and strangers make it read again once a minute at most', async () => {
  let secret = 'old';
  const { ask, ssm, clock } = await setUp({ onSecret: () => secretIs(secret)() });
  expect((await ask(commandBody(), 'old')).statusCode).toBe(200);
  secret = 'new';
  expect((await ask(commandBody(), 'new')).statusCode).toBe(200);
  expect((await ask(commandBody(), 'old')).statusCode).toBe(401);
  for (let times = 0; times < 20; times += 1)
    expect((await ask(commandBody(), 'stranger')).statusCode).toBe(401);
  expect(ssm.calls).toHaveLength(2);
  clock.ahead = 61_000;
  for (let times = 0; times < 20; times += 1)
    expect((await ask(commandBody(), 'stranger')).statusCode).toBe(401);
  expect(ssm.calls).toHaveLength(3);
  expect((await ask(commandBody(), 'new')).statusCode).toBe(200);
});

test.each([
  ['malformed', { 'x-slack-signature': 'v0=1' }],
  ['stale', { 'x-slack-request-timestamp': '1' }],
])('a %s signature costs no call to SSM', async (_what, headers) => {
  const { frontDoor, ssm } = await setUp();
  const event = slackEvent({ body: commandBody(), secret: 'secret', now: Date.now(), headers });
  expect((await frontDoor.handle(event)).statusCode).toBe(401);
  expect(ssm.calls).toEqual([]);
});

test.each([
  ['is refused', { status: 400, body: { __type: 'ParameterNotFound', message: '' } }],
  ['is empty', { body: { Parameter: { Value: ' ' } } }],
  ['is missing', { body: {} }],
] as const)('a secret that %s at init is asked for again by the first request', async (_what, answer) => {
  const { frontDoor, ask, log } = await setUp({
    onSecret: (_call, index) => (index < 2 ? answer : secretIs('secret')()),
  });
  await frontDoor.warmUp();
  expect(log).toHaveLength(1);
  // Whoever signs with no secret at all must not pass while there is none.
  expect(await ask(commandBody(), '')).toEqual({ statusCode: 503, body: '' });
  expect(log).toHaveLength(2);
  expect((await ask(commandBody())).statusCode).toBe(200);
});

test('init waits a second for SSM and no longer, and never fails', async () => {
  const { frontDoor, log, ssm, ask } = await setUp({ onSecret: () => 'stall' });
  const { ms } = await timed(frontDoor.warmUp, [ssm]);
  expect(ms).toBe(1000);
  const { value, ms: waited } = await timed(() => ask(commandBody()), [ssm]);
  expect(value).toEqual({ statusCode: 503, body: '' });
  expect(waited).toBeLessThanOrEqual(2000);
  expect(log.at(-1)?.message).toBe('failed');
});

test('a queue that is silent is given up after 2 s, and the caller reads that nobody knows', async () => {
  const { frontDoor, ask, log, sqs } = await setUp({ onSend: () => 'stall' });
  await frontDoor.warmUp();
  const { value, ms } = await timed(() => ask(commandBody()), [sqs]);
  expect(JSON.parse(value.body)).toEqual({
    response_type: 'ephemeral',
    text: words.maybeQueued.command,
  });
  expect(ms).toBeLessThanOrEqual(2000);
  expect(log.map(({ message }) => message)).toEqual(['not queued']);
  // Twice under one id: the connection from init was old.
  const ids = sqs.calls.map(({ input }) => input.MessageDeduplicationId);
  expect(new Set(ids).size).toBe(1);
});

test('secret and send share one deadline', async () => {
  let spend = () => {};
  const { ask, clock, sqs } = await setUp({
    onSend: () => 'stall',
    onSecret: () => {
      spend();
      return secretIs('secret')();
    },
  });
  spend = () => {
    clock.ahead += 1800;
  };
  const { value, ms } = await timed(() => ask(commandBody()), [sqs]);
  expect(JSON.parse(value.body).text).toBe(words.maybeQueued.command);
  expect([ms <= 200, sqs.calls.length]).toEqual([true, 1]);
});

test('a queue that refuses: each kind of caller hears it', async () => {
  const slack = await startFakeAws(() => ({ body: { ok: true } }));
  servers.push(slack);
  const body = { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'No such queue.' };
  const { ask, log } = await setUp({ onSend: () => ({ status: 400, body }) });
  expect(JSON.parse((await ask(commandBody())).body).text).toBe(words.notQueued.command);
  const pressed = payloadBody(press({ response_url: `${slack.url}/actions/T1/1/x` }));
  expect(await ask(pressed)).toEqual({ statusCode: 200, body: '' });
  expect(slack.calls[0]?.input).toMatchObject({ text: words.notQueued.press, replace_original: false });
  expect(await ask(eventBody())).toEqual({ statusCode: 503, body: '' });
  expect(log.map(({ error }) => error)).toEqual(
    Array(3).fill('AwsRefusal: SendMessage was answered 400, QueueDoesNotExist: No such queue.'),
  );
});

test('a press whose queue and response_url are both silent is answered within the 3 s of Slack', async () => {
  const slack = await startFakeAws(() => 'stall');
  servers.push(slack);
  const { ask, sqs } = await setUp({ onSend: () => 'stall' });
  const { value, ms } = await timed(() => ask(payloadBody(press({ response_url: slack.url }))), [sqs, slack]);
  expect(value).toEqual({ statusCode: 503, body: '' });
  expect(ms).toBeLessThan(2900);
});

test('a connection that died between two requests is replaced unnoticed', async () => {
  const { ask, sqs, log, frontDoor } = await setUp();
  await frontDoor.warmUp();
  sqs.dropConnections();
  expect(await ask(commandBody())).toEqual({ statusCode: 200, body: '' });
  sqs.dropConnections();
  expect(await ask(commandBody({ trigger_id: '2' }))).toEqual({ statusCode: 200, body: '' });
  expect([sqs.calls.length, log.length]).toEqual([2, 0]);
});
