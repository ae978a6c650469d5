import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { AwsRefusal, createAwsClient } from '../../../src/front-door/aws-client.ts';
import { NoAnswer, sockets } from '../../../src/front-door/http.ts';
import { type FakeAnswer, type FakeAws, startFakeAws } from '../../helpers/fake-aws.ts';

const servers: FakeAws[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function setUp(...answers: FakeAnswer[]) {
  const aws = await startFakeAws((_call, index) => answers[index] ?? { body: { done: index } });
  servers.push(aws);
  return { aws, sqs: clientOf(aws.url) };
}

function clientOf(url: string) {
  const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };
  const service = {
    name: 'sqs',
    targetPrefix: 'AmazonSQS',
    jsonVersion: '1.0',
    endpoint: new URL(`${url}/0/q`),
  } as const;
  return createAwsClient(service, { region: 'eu-west-1', credentials, network: sockets, now: Date.now });
}

const soon = (ms = 2000) => Date.now() + ms;

test('calls share one connection', async () => {
  const { aws, sqs } = await setUp();
  expect(await sqs.call('SendMessage', { a: 1 }, soon())).toEqual({ done: 0 });
  expect(await sqs.call('SendMessage', { a: 2 }, soon())).toEqual({ done: 1 });
  expect(aws.calls.map(({ target, connection }) => [target, connection])).toEqual([
    ['AmazonSQS.SendMessage', 0],
    ['AmazonSQS.SendMessage', 0],
  ]);
});

test('the first call takes the connection that was opened before', async () => {
  const { aws, sqs } = await setUp();
  await sqs.connect();
  await sqs.call('SendMessage', {}, soon());
  expect(aws.connections()).toBe(1);
});

test('connecting to nobody rejects', async () => {
  const { aws, sqs } = await setUp();
  aws.close();
  await expect(sqs.connect()).rejects.toThrow('ECONNREFUSED');
});

test("a refusal carries the service's own words", async () => {
  const body = { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'No such queue.' };
  const { sqs } = await setUp({ status: 400, body });
  const call = sqs.call('SendMessage', {}, soon());
  await expect(call).rejects.toThrow('SendMessage was answered 400, QueueDoesNotExist: No such queue.');
  await expect(call).rejects.toBeInstanceOf(AwsRefusal);
});

test('what is no JSON object is a refusal, even with status 200', async () => {
  const { sqs } = await setUp({ body: [] });
  await expect(sqs.call('SendMessage', {}, soon())).rejects.toBeInstanceOf(AwsRefusal);
});

test('a kept connection that was reset is tried once more, on a new one', async () => {
  const { aws, sqs } = await setUp({ body: {} }, 'reset');
  await sqs.call('SendMessage', { n: 1 }, soon());
  expect(await sqs.call('SendMessage', { n: 2 }, soon())).toEqual({ done: 2 });
  expect(aws.calls.map(({ input, connection }) => [input.n, connection])).toEqual([
    [1, 0],
    [2, 0],
    [2, 1],
  ]);
});

test('a connection that died while nobody looked is tried once more', async () => {
  const { aws, sqs } = await setUp();
  await sqs.connect();
  aws.dropConnections();
  expect(await sqs.call('SendMessage', {}, soon())).toEqual({ done: 0 });
  expect(aws.connections()).toBe(2);
});

test('a connection whose death was noticed costs no try', async () => {
  const { aws, sqs } = await setUp();
  await sqs.connect();
  aws.dropConnections();
  // The reset has arrived before this answer, which was sent after it.
  await clientOf(aws.url).call('SendMessage', {}, soon());
  const started = performance.now();
  expect(await sqs.call('SendMessage', {}, soon())).toEqual({ done: 1 });
  expect(performance.now() - started).toBeLessThan(500);
});

test('where one kept connection is dead, no other is trusted', async () => {
  const aws = await startFakeAws(({ connection }, index) =>
    connection < 2 && index > 1 ? 'reset' : { body: {} },
  );
  servers.push(aws);
  const sqs = clientOf(aws.url);
  await Promise.all([sqs.call('SendMessage', {}, soon()), sqs.call('SendMessage', {}, soon())]);
  expect(await sqs.call('SendMessage', {}, soon())).toEqual({});
  expect(aws.calls.at(-1)?.connection).toBe(2);
});

test('a kept connection that swallows what is written is given up with time left for a new one', async () => {
  const { aws, sqs } = await setUp({ body: {} }, 'stall');
  await sqs.call('SendMessage', {}, soon());
  expect(await sqs.call('SendMessage', {}, soon())).toEqual({ done: 2 });
  expect(aws.calls.map(({ connection }) => connection)).toEqual([0, 0, 1]);
});

test('a new connection that is reset is not tried again', async () => {
  const { aws, sqs } = await setUp('reset');
  await expect(sqs.call('SendMessage', {}, soon())).rejects.toMatchObject({
    name: 'NoAnswer',
    maybeDone: true,
  });
  expect(aws.calls).toHaveLength(1);
});

test('there is one second try and no third', async () => {
  const { aws, sqs } = await setUp({ body: {} }, 'reset', 'reset');
  await sqs.call('SendMessage', {}, soon());
  await expect(sqs.call('SendMessage', {}, soon())).rejects.toBeInstanceOf(NoAnswer);
  expect(aws.calls).toHaveLength(3);
});

test('after a first try that may have been heard, a refusal of the second leaves it open', async () => {
  const { sqs } = await setUp({ body: {} }, 'reset', { status: 400, body: {} });
  await sqs.call('SendMessage', {}, soon());
  await expect(sqs.call('SendMessage', {}, soon())).rejects.toMatchObject({
    name: 'NoAnswer',
    maybeDone: true,
  });
});

test('silence ends at the deadline, and nobody knows', async () => {
  const { sqs } = await setUp('stall');
  const started = performance.now();
  const call = sqs.call('SendMessage', {}, soon(150));
  await expect(call).rejects.toMatchObject({
    name: 'NoAnswer',
    maybeDone: true,
    message: 'no answer in time',
  });
  expect(performance.now() - started).toBeLessThan(600);
});

test('a handshake that never ends has sent nothing', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const sqs = clientOf(`https://127.0.0.1:${(silent.address() as AddressInfo).port}`);
  const call = sqs.call('SendMessage', {}, soon(150));
  await expect(call).rejects.toMatchObject({
    name: 'NoAnswer',
    maybeDone: false,
    message: 'no answer in time',
  });
  silent.close();
});

test('after the deadline nothing is sent', async () => {
  const { aws, sqs } = await setUp();
  const call = sqs.call('SendMessage', {}, soon(0));
  await expect(call).rejects.toMatchObject({ name: 'NoAnswer', maybeDone: false });
  expect(aws.connections()).toBe(0);
});

test('where nobody listens nothing was done', async () => {
  const { aws, sqs } = await setUp();
  aws.close();
  const call = sqs.call('SendMessage', {}, soon());
  await expect(call).rejects.toMatchObject({ name: 'NoAnswer', maybeDone: false });
});
