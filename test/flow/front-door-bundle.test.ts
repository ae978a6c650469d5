import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Job } from '../../src/front-door/job.ts';
import { startTestAws } from '../helpers/local-aws.ts';
import { commandBody, slackEvent } from '../helpers/signed-requests.ts';

// The bundle that is deployed, as the test run built it, loaded as Lambda does, against a local SSM and SQS.

const bundle = new URL('../../.build/functions/slack/index.mjs', import.meta.url);
let local: Awaited<ReturnType<typeof startTestAws>>;
const instances: Worker[] = [];

beforeAll(async () => {
  local = await startTestAws();
  await local.ssm.send(
    new PutParameterCommand({ Name: '/bot/slack-signing-secret', Type: 'SecureString', Value: 'secret' }),
  );
});
afterEach(async () => {
  for (const instance of instances.splice(0)) await instance.terminate();
});
afterAll(() => local.aws.close());

/** Starts an instance; it reports how many parameters the handler declares and then answers events, one by one. */
async function start(environment: Record<string, string>) {
  const script = `
    const { parentPort } = require('node:worker_threads');
    import(${JSON.stringify(bundle.href)}).then(({ handler }) => {
      parentPort.on('message', async (event) => parentPort.postMessage(await handler(event, {})));
      parentPort.postMessage(handler.length);
    });`;
  const instance = new Worker(script, { eval: true, env: environment, stdout: true });
  instances.push(instance);
  let log = '';
  instance.stdout.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const next = async () => ((await once(instance, 'message')) as [unknown])[0];
  const parameters = await next();
  return {
    parameters,
    log: () => log,
    logged: () => (log ? undefined : once(instance.stdout, 'data')),
    ask: (event: object) => {
      instance.postMessage(event);
      return next();
    },
  };
}

function environment(queueUrl: string): Record<string, string> {
  return {
    AWS_REGION: local.region,
    AWS_ACCESS_KEY_ID: 'AKID',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
    AWS_ENDPOINT_URL: local.aws.url,
    COMMANDS_QUEUE_URL: queueUrl,
    SIGNING_SECRET_PARAMETER: '/bot/slack-signing-secret',
    URL_SUFFIX: 'amazonaws.com',
    SLACK_TEAM_ID: 'T1',
  };
}

const command = (fields = {}) => slackEvent({ body: commandBody(fields), secret: 'secret', now: Date.now() });

test('a command sent twice is one job of the FIFO queue', async () => {
  const { QueueUrl = '' } = await local.sqs.send(
    new CreateQueueCommand({ QueueName: 'commands.fifo', Attributes: { FifoQueue: 'true' } }),
  );
  const { ask, parameters, log } = await start(environment(QueueUrl));
  // Lambda refuses handlers with three parameters.
  expect(parameters).toBeLessThanOrEqual(2);
  for (let times = 0; times < 2; times += 1)
    expect(await ask(command())).toEqual({ statusCode: 200, body: '' });
  expect(await ask(slackEvent({ body: commandBody(), secret: 'stranger', now: Date.now() }))).toMatchObject({
    statusCode: 401,
  });
  const { Messages = [] } = await local.sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }),
  );
  expect(Messages).toHaveLength(1);
  const job = JSON.parse(Messages[0]?.Body ?? '') as Job;
  expect(job).toMatchObject({ kind: 'command', body: { command: '/ecs', text: 'scale shop/web 4' } });
  expect(Messages[0]?.Attributes).toMatchObject({ MessageGroupId: 'T1.U1', MessageDeduplicationId: job.id });
  expect(log()).not.toContain('scale shop');
});

test('a queue that is not there: the caller reads that nothing was done', async () => {
  const { ask } = await start(environment(`${local.aws.url}/123456789012/nowhere.fifo`));
  expect(await ask(command())).toMatchObject({
    statusCode: 200,
    body: expect.stringContaining('nothing was done'),
  });
});

test.each([
  ['nothing set', {}, /COMMANDS_QUEUE_URL \(.+SIGNING_SECRET_PARAMETER \(.+SLACK_TEAM_ID \(/],
  ['an address that is none', { COMMANDS_QUEUE_URL: 'commands.fifo' }, /COMMANDS_QUEUE_URL/],
])('with %s every request gets an empty 500, and the log names what to set', async (_what, wrong, line) => {
  const good = environment(`${local.aws.url}/123456789012/commands.fifo`);
  const { ask, log, logged } = await start(Object.keys(wrong).length === 0 ? {} : { ...good, ...wrong });
  expect(await ask(command())).toEqual({ statusCode: 500, body: '' });
  await logged();
  expect(JSON.parse(log())).toMatchObject({ level: 'ERROR', message: expect.stringMatching(line) });
});

test('holds neither Bolt nor the SDK, and nothing that a cold start would wait for', async () => {
  const code = await readFile(bundle, 'utf8');
  expect(Buffer.byteLength(code)).toBeLessThan(60_000);
  // Every import of an ES module reads all of it, and one getter of node:http loads undici.
  expect(code).not.toMatch(/^import |\bimport\(|\brequire\(["']/m);
  expect(code).not.toMatch(/node_modules/);
});
