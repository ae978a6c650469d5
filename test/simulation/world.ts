import type { IncomingMessage, ServerResponse } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { externalDataInterceptor } from '@smithy/core/config';
import { createAccount } from '../../infra/local/account.ts';
import { createAws } from '../../infra/local/aws/endpoint.ts';
import { createEventBus, createEvents, type EventBus } from '../../infra/local/events/bus.ts';
import { createLambda } from '../../infra/local/lambda/functions.ts';
import { createScheduler } from '../../infra/local/scheduler/scheduler.ts';
import { sendToQueue } from '../../infra/local/scheduler/schedules.ts';
import { createRoleGuard } from '../../infra/local/serverless/roles.ts';
import { readService } from '../../infra/local/serverless/service.ts';
import { createStack, evaluate, eventRules } from '../../infra/local/serverless/stack.ts';
import { createSlack } from '../../infra/local/slack/slack.ts';
import { localIds } from '../../infra/local/slack/workspace/ids.ts';
import { readPolicy } from '../../src/access/policy.ts';
import { eventsClients, workerClients } from '../../src/aws/clients.ts';
import { commands, grantableCommands } from '../../src/commands/registry.ts';
import { eventsVariables, readConfig, workerVariables } from '../../src/config.ts';
import { createFrontDoor } from '../../src/front-door/front-door.ts';
import { maskField } from '../../src/redact/redact.ts';
import { createBot } from '../../src/slack/bot.ts';
import { createStores } from '../../src/store/stores.ts';
import { createTaskEvents } from '../../src/task-events/task-events.ts';
import { createChance } from './chance.ts';
import { createSimulatedDynamodb } from './doubles/dynamodb.ts';
import { createSimulatedSqs, type SimulatedSqs } from './doubles/sqs.ts';
import { createMapping, createSimulatedFunction } from './functions.ts';
import {
  createFetch,
  createFrontDoorNetwork,
  createNetwork,
  createRequestHandler,
  type Host,
  type SimulatedAnswer,
  type SimulatedRequest,
} from './network.ts';
import type { VirtualTime } from './time.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const signingSecret = 'simulated';
const slackApp = { teamId: 'T0LOCAL001', appId: 'A0LOCAL001', botName: 'ecs', botToken: 'xoxb-local' };
const hosts = { aws: 'aws.simulated', slack: 'slack.simulated', api: 'api.simulated' };
const origin = `http://${hosts.aws}`;

interface SimulationOptions {
  readonly time: VirtualTime;
  readonly seed: number;
  /** The access policy. */
  readonly policy: unknown;
  /** Called for each answered request and each event, in order: what makes up the trace. */
  readonly onHappening: (line: string) => void;
}

/**
 * One bot and all that is around it, in this process and without a socket: the three handlers, the SDK's and Slack's real clients, the local ECS,
 * Slack, EventBridge and Scheduler.
 */
export async function createSimulation({ time: clock, seed, policy, onHappening }: SimulationOptions) {
  const place = { accountId: '123456789012', region: 'us-east-1', clock };
  const wakes: (() => void)[] = [];
  let sqsDouble: SimulatedSqs | undefined;
  let bus: EventBus | undefined;

  const network = createNetwork({
    clock,
    latency: createChance(seed, 'latency'),
    hosts: {
      [hosts.aws]: (request) => askAws(request),
      [hosts.slack]: (request) => askSlack(request),
      [hosts.api]: (request) => askApi(request),
    } satisfies Record<string, Host>,
    onAnswer: (from, { url, headers }, { status }) =>
      onHappening(`${clock.now()} ${from} ${url.pathname} ${headers['x-amz-target'] ?? ''} ${status}`),
  });
  globalThis.fetch = createFetch(network);
  hideAwsFiles();
  const clientOptions = (accessKeyId: string) => ({
    region: place.region,
    endpoint: origin,
    credentials: { accessKeyId, secretAccessKey: 'simulated' },
    requestHandler: createRequestHandler(clock, network),
    signer: nameOnly(accessKeyId),
  });

  const account = createAccount({
    ...place,
    speed: 1,
    onEvent(event) {
      onHappening(`${clock.now()} event ${JSON.stringify(event)}`);
      void bus?.put(event);
    },
  });
  const own = clientOptions('simulation');
  const sqs = new SQSClient(own);
  const queueUrl = (name: string) => `${origin}/${place.accountId}/${name}`;
  const scheduler = createScheduler({ ...place, send: (message) => sendToQueue(sqs, queueUrl, message) });
  const slack = createSlack(
    {
      ...slackApp,
      clock,
      requestUrl: `http://${hosts.api}/slack`,
      signingSecret,
      slashCommands: [{ command: '/ecs', description: '', usageHint: '', escapes: true }],
      completions: [],
      ecs: account.ecs,
    },
    () => `http://${hosts.slack}`,
  );
  const definition = readService({
    root,
    stage: 'local',
    region: place.region,
    params: {
      'team-id': slackApp.teamId,
      'default-channel': localIds.ops,
      'slack-api-url': `http://${hosts.slack}/api/`,
    },
  });
  account.putSecrets(`/${definition.service}/${definition.stage}`, signingSecret, slackApp.botToken);
  const roleGuard = createRoleGuard(definition);
  let rules: Parameters<typeof createEvents>[0]['rules'] = () => [];
  const aws = await createAws({
    ...place,
    services: [
      ...account.services,
      createEvents({ ...place, rules: () => rules() }),
      scheduler.service,
      createLambda({ concurrency: 1000 }),
    ],
    stores: {
      async createSqs(there) {
        sqsDouble = createSimulatedSqs({ ...there, origin, clock });
        return Object.assign(sqsDouble, { close: async () => {} });
      },
      createDynamodb: (there) => createSimulatedDynamodb({ ...there, origin, clock }),
    },
    intercept: roleGuard,
  });
  aws.place.origin = origin;

  async function askAws(request: SimulatedRequest): Promise<SimulatedAnswer> {
    const { method, url, headers, body } = request;
    const gone = new AbortController().signal;
    const answer = await aws.answer({ method, url: url.pathname + url.search, headers, body, gone });
    for (const wake of wakes) wake();
    return answer;
  }

  const stack = await createStack({ definition, sqs, dynamodb: new DynamoDBClient(own), ...place });
  const environmentOf = (name: string): Record<string, string> => {
    const found = definition.functions.find((each) => each.name === name);
    if (found === undefined) throw new Error(`There is no function ${name}.`);
    const values = Object.entries(Object(evaluate(found.environment, stack)));
    return {
      ...Object.fromEntries(values.map(([key, value]) => [key, String(value)])),
      AWS_REGION: place.region,
    };
  };
  const functionOptions = (name: string) => {
    const found = definition.functions.find((each) => each.name === name);
    return { name, timeoutSeconds: found?.timeoutSeconds ?? 30, clock, network };
  };
  const loggerOf = (serviceName: string) =>
    new Logger({ serviceName, jsonReplacerFn: maskField, logLevel: 'SILENT' });
  const now = () => clock.now();

  const worker = createSimulatedFunction({
    ...functionOptions('worker'),
    start() {
      const config = readConfig(workerVariables, environmentOf('worker'));
      const clients = workerClients(clientOptions('worker'));
      const stores = createStores(clients.dynamodb, config.TABLE_NAME, now);
      const reading = readPolicy(policy, grantableCommands(commands));
      return createBot({ config, clients, stores, reading, logger: loggerOf('worker'), now });
    },
  });
  const taskEvents = createSimulatedFunction({
    ...functionOptions('task-events'),
    start() {
      const config = readConfig(eventsVariables, environmentOf('task-events'));
      const clients = eventsClients(clientOptions('task-events'));
      const stores = createStores(clients.dynamodb, config.TABLE_NAME, now);
      return createTaskEvents({ config, clients, stores, logger: loggerOf('task-events'), now });
    },
  });
  const frontDoor = createSimulatedFunction({
    ...functionOptions('slack'),
    start() {
      const environment = environmentOf('slack');
      const door = createFrontDoor(
        {
          region: place.region,
          credentials: { accessKeyId: 'slack', secretAccessKey: 'simulated' },
          queueUrl: environment.COMMANDS_QUEUE_URL ?? '',
          secretParameter: environment.SIGNING_SECRET_PARAMETER ?? '',
          teamId: slackApp.teamId,
          urlSuffix: 'amazonaws.com',
          endpoint: origin,
        },
        {
          network: createFrontDoorNetwork(clock, network),
          now,
          log: ({ level, message }) => onHappening(`${clock.now()} slack ${level} ${message}`),
        },
      );
      const warm = door.warmUp();
      return async (event: unknown) => {
        await warm;
        return door.handle(event);
      };
    },
  });

  async function askApi({ method, url, headers, body }: SimulatedRequest): Promise<SimulatedAnswer> {
    const answer = await frontDoor.invoke({
      headers,
      body,
      isBase64Encoded: false,
      requestContext: { http: { method, path: url.pathname, sourceIp: '127.0.0.1' }, requestId: 'simulated' },
    });
    return { status: answer.statusCode, headers: { ...answer.headers }, body: answer.body };
  }

  for (const each of [worker, taskEvents]) {
    const found = definition.functions.find(({ name }) => name === each.name);
    for (const { queueArn, batchSize, maximumConcurrency } of found?.sqsMappings ?? []) {
      const url = queueUrl(String(evaluate(queueArn, stack)).split(':').at(-1) ?? '');
      if (sqsDouble === undefined) throw new Error('SQS was not made.');
      wakes.push(
        createMapping({
          clock,
          sqs: sqsDouble,
          queueUrl: url,
          batchSize,
          maximumConcurrency,
          invoke: each.invoke,
          async remove(receiptHandles) {
            const Entries = receiptHandles.map((ReceiptHandle, index) => ({
              Id: String(index),
              ReceiptHandle,
            }));
            await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
          },
          onError: (error) => onHappening(`${clock.now()} ${each.name} failed: ${String(error)}`),
        }),
      );
    }
  }
  const described = eventRules(definition, stack).map(({ queueUrl: url, ...rule }) => ({
    ...rule,
    state: 'ENABLED' as const,
    target: async (body: string) =>
      void (await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }))),
  }));
  rules = () => described;
  bus = createEventBus({ ...place, rules: described, random: createChance(seed, 'bus') });

  /** A request to the local Slack, as node:http would hand it over. */
  function askSlack({ method, url, headers, body }: SimulatedRequest): Promise<SimulatedAnswer> {
    return new Promise((resolve, reject) => {
      const request = {
        method,
        url: url.pathname + url.search,
        headers,
        async *[Symbol.asyncIterator]() {
          yield Buffer.from(body);
        },
      };
      const sent = { status: 200, headers: {} as Record<string, string> };
      const response = {
        headersSent: false,
        writeHead(status: number, given: Record<string, string>) {
          Object.assign(sent, { status, headers: given });
          return response;
        },
        end(text: unknown = '') {
          resolve({ ...sent, body: String(text) });
        },
      };
      slack
        .answer(request as unknown as IncomingMessage, response as unknown as ServerResponse)
        .catch(reject);
    });
  }

  /** What a person does in Slack's client: `send` a line, `act` on a button. Resolves with the client's answer. */
  async function person(user: string, name: 'send' | 'act', request: object): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const url = new URL(`http://${hosts.slack}/client/${name}`);
    const { body } = await askSlack({
      method: 'POST',
      url,
      headers,
      body: JSON.stringify({ user, ...request }),
    });
    return JSON.parse(body);
  }

  return { account, slack: slack.world, person };
}

/** The SDK reads the AWS CLI's files by real I/O, which virtual time does not wait for: here they are empty. */
function hideAwsFiles(): void {
  for (const name of ['config', 'credentials']) {
    externalDataInterceptor.interceptFile(join(homedir(), '.aws', name), '');
  }
}

/** A signature costs most of a call, and the local AWS reads nothing of it but who calls, for what. */
function nameOnly(accessKeyId: string) {
  return {
    async sign<Request extends { headers: Record<string, string> }>(
      request: Request,
      options: { readonly signingService?: string; readonly signingRegion?: string } = {},
    ): Promise<Request> {
      const scope = `20261130/${options.signingRegion ?? 'us-east-1'}/${options.signingService ?? ''}/aws4_request`;
      const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=host, Signature=0`;
      return { ...request, headers: { ...request.headers, authorization } };
    },
  };
}
