import { once } from 'node:events';
import { Agent, createServer, request as httpRequest } from 'node:http';
import { CreateTableCommand, DescribeTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startAws } from '../../../infra/local/aws/endpoint.ts';
import type { AwsService } from '../../../infra/local/aws/protocols.ts';
import { readRequest, ServiceError } from '../../../infra/local/aws/wire.ts';
import { startTestAws } from '../../helpers/local-aws.ts';

const echo: AwsService = {
  name: 'ecs',
  targetPrefix: 'Echo',
  actions: {
    Echo: (input) => input,
    When: () => ({ list: [{ at: new Date(1_500) }], at: new Date(2_000), none: undefined }),
    Refuse: () => {
      throw new ServiceError('OddException', 'Not this way.', 409, { resourceIds: ['a'] });
    },
    Break: () => {
      throw new TypeError('a secret detail');
    },
  },
};
const faults: unknown[] = [];
let world: Awaited<ReturnType<typeof startTestAws>>;
let plain: Awaited<ReturnType<typeof startAws>>;

beforeAll(async () => {
  world = await startTestAws();
  const place = { accountId: '123456789012', region: 'eu-west-1' };
  plain = await startAws({ port: 0, ...place, services: [echo], onFault: (fault) => faults.push(fault) });
});
afterAll(async () => {
  await world.aws.close();
  await plain.close();
});

async function post(target: string | undefined, body = '{}', headers: Record<string, string> = {}) {
  const response = await fetch(plain.url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      authorization: 'any',
      ...(target === undefined ? {} : { 'x-amz-target': target }),
      ...headers,
    },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

test('an answer has a request id, and its dates are epoch seconds', async () => {
  const { headers, text } = await post('Echo.When');
  expect(headers.get('x-amzn-requestid')).toMatch(/^[\da-f-]{36}$/);
  expect(headers.get('content-type')).toBe('application/x-amz-json-1.1');
  expect(JSON.parse(text)).toEqual({ list: [{ at: 1.5 }], at: 2 });
});

test('an idle connection outlives the pauses of a waiter', async () => {
  const { headers } = await post('Echo.When');
  expect(headers.get('keep-alive')).toBe('timeout=60');
});

test('null counts as absent', async () => {
  expect(JSON.parse((await post('Echo.Echo', '{"a":null,"b":{"c":null,"d":1}}')).text)).toEqual({
    b: { d: 1 },
  });
});

test('a refusal carries its name, message, fields and status', async () => {
  const { status, headers, text } = await post('Echo.Refuse');
  expect(status).toBe(409);
  expect(headers.get('x-amzn-errortype')).toBe('OddException');
  expect(JSON.parse(text)).toEqual({ __type: 'OddException', message: 'Not this way.', resourceIds: ['a'] });
});

test('a fault of a service is a 500 without its details, told to onFault', async () => {
  const { status, text } = await post('Echo.Break');
  expect(status).toBe(500);
  expect(text).not.toContain('secret');
  expect(faults.at(-1)).toBeInstanceOf(TypeError);
});

test.each([
  ['Echo.Nothing', '{}', 'UnknownOperationException'],
  ['Echo.toString', '{}', 'UnknownOperationException'],
  ['Echo.__proto__', '{}', 'UnknownOperationException'],
  ['Nobody.Echo', '{}', 'UnknownOperationException'],
  ['noDot', '{}', 'UnknownOperationException'],
  ['AmazonSQS.StartMessageMoveTask', '{}', 'UnknownOperationException'],
  ['DynamoDB_20120810.TransactWriteItems', '{}', 'UnknownOperationException'],
  ['Echo.Echo', '{', 'SerializationException'],
  ['Echo.Echo', '[]', 'SerializationException'],
  ['AmazonSQS.SendMessage', '"x"', 'SerializationException'],
])('%s with %s is %s', async (target, body, type) => {
  const { status, text } = await post(target, body);
  expect(status).toBe(400);
  expect(JSON.parse(text).__type).toMatch(new RegExp(`${type}$`));
});

test('a request without credentials is refused whatever it asks', async () => {
  for (const target of ['Echo.Echo', 'AmazonSQS.ListQueues', 'DynamoDB_20120810.ListTables']) {
    const headers = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' };
    const response = await fetch(plain.url, { method: 'POST', body: '{}', headers });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  }
});

test('no body whatever brings it down', async () => {
  const targets = [
    'Echo.Echo',
    'AmazonSQS.SendMessage',
    'DynamoDB_20120810.GetItem',
    'DynamoDB_20120810.Query',
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...targets), fc.oneof(fc.string(), fc.json()), async (target, body) => {
      expect([200, 400]).toContain((await post(target, body)).status);
    }),
    { numRuns: 100 },
  );
  expect((await post('Echo.Echo')).status).toBe(200);
});

test('it tells a caller who it is, and refuses every other query', async () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await post(undefined, 'Action=GetCallerIdentity', form)).text).toContain('<Account>123456789012<');
  const refused = await post(undefined, 'Action=ListQueues&Version=2012-11-05', form);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('<Code>InvalidAction</Code>');
});

test('a taken port is one sentence that says what to change', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const port = Number(Object(taken.address()).port);
  const start = startAws({ port, accountId: '1', region: 'eu-west-1', services: [] });
  await expect(start).rejects.toThrow(`Port ${port} is already in use: set AWS_PORT to a free port.`);
  taken.close();
});

test('closing ends at once what is open: a long poll, an idle connection and a request half sent', async () => {
  const { aws, sqs, requests } = await startTestAws();
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'q' }));
  const agent = new Agent({ keepAlive: true });
  const [answer] = await once(httpRequest(aws.url, { agent, method: 'POST' }).end(), 'response');
  await answer.resume();
  const headers = { 'content-length': '100' };
  const halfSent = httpRequest(aws.url, { method: 'POST', headers }).on('error', () => undefined);
  halfSent.write('{');
  const polling = sqs.send(new ReceiveMessageCommand({ QueueUrl: QueueUrl!, WaitTimeSeconds: 20 }));
  const polled = polling.catch(() => undefined);
  // A request that begins later is answered later: the three are there once this one is.
  await sqs.send(new CreateQueueCommand({ QueueName: 'q' }));
  const before = Date.now();
  await aws.close();
  await polled;
  expect(Date.now() - before).toBeLessThan(2_000);
  await vi.waitFor(() => expect(requests.map(({ action }) => action)).toContain('ReceiveMessage'));
  agent.destroy();
});

test('a client that hangs up is noticed', async () => {
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  const server = createServer((incoming, response) => {
    void readRequest(incoming, response).then((request) => {
      request?.gone.addEventListener('abort', () => resolve());
      arrive();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const request = httpRequest({ port: Object(server.address()).port, host: '127.0.0.1' });
  request.on('error', () => undefined).end();
  await arrived;
  request.destroy();
  await gone;
  server.close();
});

test('DynamoDB keeps items, under our account and region', async () => {
  const { dynamodb } = world;
  const key = { AttributeName: 'pk', KeyType: 'HASH' } as const;
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'records',
      KeySchema: [key],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 10, minDelay: 1 }, { TableName: 'records' });
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: 'records' }));
  expect(Table?.TableArn).toBe('arn:aws:dynamodb:eu-west-1:123456789012:table/records');

  const documents = DynamoDBDocumentClient.from(dynamodb);
  const Item = { pk: 'a', note: 'an arn:aws:dynamodb:x:y:table/z in data stays 🚀' };
  const put = { TableName: 'records', Item, ConditionExpression: 'attribute_not_exists(pk)' };
  await documents.send(new PutCommand(put));
  expect((await documents.send(new GetCommand({ TableName: 'records', Key: { pk: 'a' } }))).Item).toEqual(
    Item,
  );
  await expect(documents.send(new PutCommand(put))).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
  });
  const asked = new PutCommand({ ...put, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });
  await expect(documents.send(asked)).rejects.toThrow('does not support ReturnValuesOnConditionCheckFailure');
});
