import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Message, SQSClient } from '@aws-sdk/client-sqs';
import { externalDataInterceptor } from '@smithy/core/config';
import { moveMessages, timerPlace } from '../../infra/deploy/queues.ts';
import { createAccount } from '../../infra/local/account.ts';
import { type AwsOptions, createAws } from '../../infra/local/aws/endpoint.ts';
import type { Clock } from '../../infra/local/clock.ts';
import type { EcsOptions, LocalEcs } from '../../infra/local/ecs/ecs.ts';
import { seededRole } from '../../infra/local/ecs/seed.ts';
import {
  createEventBus,
  createEvents,
  type EventBus,
  type EventRule,
  type RuleState,
} from '../../infra/local/events/bus.ts';
import { createLambda } from '../../infra/local/lambda/functions.ts';
import { createScheduler } from '../../infra/local/scheduler/scheduler.ts';
import { sendToQueue } from '../../infra/local/scheduler/schedules.ts';
import { createRoleGuard } from '../../infra/local/serverless/roles.ts';
import { readService } from '../../infra/local/serverless/service.ts';
import { createStack, eventRules } from '../../infra/local/serverless/stack.ts';
import { createSlack } from '../../infra/local/slack/slack.ts';
import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import type { SlackOptions } from '../../infra/local/slack/world.ts';
import type { WorldOptions } from '../../infra/local/world.ts';
import { deployBot } from './bot.ts';
import { createChance } from './chance.ts';
import { createSimulatedDynamodb, type SimulatedDynamodb } from './doubles/dynamodb.ts';
import { createSimulatedSqs, type SimulatedSqs } from './doubles/sqs.ts';
import type { Faults } from './faults.ts';
import { askAws, askSlack, nameOnly, neverGone, wordless } from './hosts.ts';
import type { Ledger } from './ledger.ts';
import { createFetch, createNetwork, createRequestHandler, type Host } from './network.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const signingSecret = 'simulated';
const slackApp = { teamId: 'T0LOCAL001', appId: 'A0LOCAL001', botName: 'ecs' };
const hosts = { slack: 'slack.simulated', api: 'api.simulated' };
const never = new Promise<never>(() => {});

export interface SimulationOptions
  extends Pick<AwsOptions, 'intercept' | 'onRequest'>,
    Pick<EcsOptions, 'readLagMs' | 'stoppedTaskIsShownFor'>,
    Pick<WorldOptions, 'speed' | 'seeds' | 'params' | 'onError' | 'onLog'> {
  readonly time: Clock;
  readonly seed: number;
  /** The access policy that is deployed, at the start and by each `redeploy`. */
  readonly policy: () => unknown;
  /** What goes wrong; nothing when absent. */
  readonly faults?: Faults;
  /** Called for each answered request and each event, in order: what makes up the trace. */
  readonly onHappening?: (line: string) => void;
  /** Writes down what happens; not done when absent, for it looks through all tasks at each change. */
  readonly createLedger?: (ecs: LocalEcs, now: () => number) => Ledger;
  /** Of 0 to 1, how long each way of a request takes; at random when absent. */
  readonly latency?: () => number;
  /** The address of the local AWS, as the bot tells it. */
  readonly awsUrl?: string;
  /** More of the local Slack, and its address. */
  readonly slack?: Partial<SlackOptions> & { readonly url: string };
  /** More hosts; one of the name of the local Slack's stands in its place. */
  readonly hosts?: Readonly<Record<string, Host>>;
}

/**
 * One bot and all that is around it, in this process and without a socket: the three handlers, the SDK's and Slack's real clients, the local ECS,
 * Slack, EventBridge and Scheduler.
 */
export async function createSimulation(options: SimulationOptions) {
  const { time: clock, seed, policy, faults, onHappening = () => {} } = options;
  const place = { accountId: '123456789012', region: 'us-east-1', clock };
  const now = () => clock.now();
  let wakes: readonly (() => void)[] = [];
  let sqsDouble: SimulatedSqs | undefined;
  let dynamodbDouble: SimulatedDynamodb | undefined;
  let bus: EventBus | undefined;
  let ledger: Ledger | undefined;
  let botToken = 'xoxb-local';

  const origin = options.awsUrl ?? 'http://aws.simulated';
  const slackUrl = options.slack?.url ?? `http://${hosts.slack}`;
  const slackHost: Host = async (request) => (await askSlack(slack, request)) ?? never;
  /** May grow. */
  const hostsByName: Record<string, Host> = {
    async [new URL(origin).host](request) {
      const answer = await askAws(aws, request, now);
      for (const wake of wakes) wake();
      return answer;
    },
    [hosts.slack]: slackHost,
    [new URL(slackUrl).host]: slackHost,
    [hosts.api]: (request) => bot.ask(request),
    ...options.hosts,
  };
  const network = createNetwork({
    clock,
    latency: options.latency ?? createChance(seed, 'latency'),
    hosts: hostsByName,
    damage: (call) => faults?.damage(call),
    watch: (call) => ledger?.watch(call),
    onAnswer: (from, { url, headers }, { status }) =>
      onHappening(`${clock.now()} ${from} ${url.pathname} ${headers['x-amz-target'] ?? ''} ${status}`),
  });
  globalThis.fetch = createFetch(network);
  hideAwsFiles();
  const clientOptions = (accessKeyId: string, endpoint: string = origin) => ({
    region: place.region,
    endpoint,
    credentials: { accessKeyId, secretAccessKey: 'simulated' },
    requestHandler: createRequestHandler(clock, network),
    logger: wordless,
    signerConstructor: nameOnly(accessKeyId),
  });

  const account = createAccount({
    ...place,
    speed: options.speed ?? 1,
    seeds: options.seeds,
    readLagMs: options.readLagMs,
    stoppedTaskIsShownFor: options.stoppedTaskIsShownFor,
    onEvent(event) {
      onHappening(`${clock.now()} event ${JSON.stringify(event)}`);
      ledger?.onEvent(event);
      for (const ms of faults?.deliveries(event) ?? [1]) clock.after(ms, () => void bus?.put(event));
    },
  });
  const own = clientOptions('simulation');
  const sqs = new SQSClient(own);
  const queueUrl = (name: string) => `${origin}/${place.accountId}/${name}`;
  const scheduler = createScheduler({ ...place, send: (message) => sendToQueue(sqs, queueUrl, message) });
  const slack = createSlack(
    {
      ...slackApp,
      botToken: () => botToken,
      clock,
      requestUrl: `http://${hosts.api}/slack`,
      signingSecret,
      slashCommands: [{ command: '/ecs', description: '', usageHint: '', escapes: true }],
      completions: [],
      ecs: account.ecs,
      ...options.slack,
    },
    () => slackUrl,
  );
  ledger = options.createLedger?.(account.ecs, now);
  if (ledger !== undefined) slack.world.hub.subscribe(ledger.onMessage);
  const definition = readService({
    root,
    stage: 'local',
    region: place.region,
    params: {
      'team-id': slackApp.teamId,
      'default-channel': localIds.ops,
      'slack-api-url': `http://${hosts.slack}/api/`,
      'pass-roles': seededRole(place.accountId),
      ...options.params,
    },
  });
  const ownQueueUrl = (name: string) => queueUrl(`${definition.service}-${definition.stage}-${name}`);
  const storeSecrets = () =>
    account.putSecrets(`/${definition.service}/${definition.stage}`, signingSecret, botToken);
  storeSecrets();
  const roleGuard = createRoleGuard(definition);
  const rules: (EventRule & RuleState)[] = [];
  const aws = await createAws({
    ...place,
    services: [
      ...account.services,
      createEvents({ ...place, rules: () => rules }),
      scheduler.service,
      createLambda({ concurrency: 1000 }),
    ],
    stores: {
      async createSqs(there) {
        sqsDouble = createSimulatedSqs({ ...there, origin, clock });
        return Object.assign(sqsDouble, { close: async () => {} });
      },
      createDynamodb(there) {
        dynamodbDouble = createSimulatedDynamodb({ ...there, origin, clock });
        return dynamodbDouble;
      },
    },
    intercept: async (call) => roleGuard(call) ?? (await options.intercept?.(call)),
    onRequest: options.onRequest ?? (() => {}),
  });
  aws.place.origin = origin;

  const stack = await createStack({ definition, sqs, dynamodb: new DynamoDBClient(own), ...place });
  const [sqsStore, dynamodbStore] = [sqsDouble, dynamodbDouble];
  if (sqsStore === undefined || dynamodbStore === undefined) throw new Error('The doubles were not made.');
  /** What EventBridge and Lambda do with a queue: inside AWS, without a client of anybody's. */
  const askQueue = async (action: 'SendMessage' | 'DeleteMessageBatch', input: object) => {
    const request = { method: 'POST', url: '/', headers: {}, body: JSON.stringify(input) };
    const { status, body } = await sqsStore.answer({ ...request, gone: neverGone }, action);
    if (status !== 200) throw new Error(`${action}: ${String(body)}`);
    for (const wake of wakes) wake();
  };
  const bot = deployBot({
    clock,
    network,
    region: place.region,
    origin,
    teamId: slackApp.teamId,
    definition,
    stack,
    clientOptions,
    policy,
    skew: () => faults?.skew() ?? 0,
    queueUrl,
    mapping: (url) => ({
      sqs: sqsStore,
      async remove(receiptHandles) {
        const Entries = receiptHandles.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
        await askQueue('DeleteMessageBatch', { QueueUrl: url, Entries });
      },
      again: () => faults?.again(),
    }),
    onLine: (line) => onHappening(`${clock.now()} ${line}`),
    onLog: options.onLog,
    onError: options.onError,
  });
  wakes = bot.wakes;
  for (const { queueUrl: url, ...described } of eventRules(definition, stack)) {
    const rule: EventRule & RuleState = {
      ...described,
      state: 'ENABLED',
      async target(body) {
        if (rule.state === 'ENABLED') await askQueue('SendMessage', { QueueUrl: url, MessageBody: body });
      },
    };
    rules.push(rule);
  }
  bus = createEventBus({ ...place, rules, random: createChance(seed, 'bus') });

  /** What a person does in Slack's client: `send` a line, `act` on a button. Resolves with the client's answer. */
  async function person(user: string, name: 'send' | 'act', request: object): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const url = new URL(`http://${hosts.slack}/client/${name}`);
    const body = JSON.stringify({ user, ...request });
    const answer = await askSlack(slack, { method: 'POST', url, headers, body });
    return answer && JSON.parse(answer.body);
  }

  return {
    account,
    slack: slack.world,
    /** What a server in front of the local Slack hands on to it. */
    answerSlack: slack.answer,
    person,
    ledger,
    /** The options of a client of somebody else in the account: a deployer, an operator's shell. */
    clientOptions,
    queueUrl,
    signingSecret,
    rules,
    /** Sends an AWS service's event to EventBridge. */
    putEvent: bus.put,
    kill: bot.kill,
    createWorker: bot.createWorker,
    send: network.send,
    hosts: hostsByName,
    redeploy: bot.redeploy,
    /** The app is installed anew, and Slack takes the new token alone; the returned function stores it where the bot reads it. */
    replaceToken(): () => void {
      botToken += '-again';
      return storeSecrets;
    },
    /** The records of the bot's own table, or of its audit. */
    records: (table: 'own' | 'audit') =>
      dynamodbStore.items(`${definition.service}-${definition.stage}${table === 'own' ? '' : '-audit'}`),
    /** What `npm run redrive` does: the dead letters go back to their queues. */
    async redrive(): Promise<void> {
      const [commandsUrl, eventsUrl] = [ownQueueUrl('commands.fifo'), ownQueueUrl('events')];
      await moveMessages(sqs, { from: ownQueueUrl('commands-dead.fifo'), to: commandsUrl });
      const elsewhere = (message: Message) => timerPlace(message, commandsUrl);
      await moveMessages(sqs, { from: ownQueueUrl('events-dead'), to: eventsUrl, elsewhere });
    },
    /** What a queue holds: `commands.fifo`, `commands-dead.fifo`, `events`, `events-dead`. */
    queue: (name: string) => sqsStore.messages(queueUrl(`${definition.service}-${definition.stage}-${name}`)),
  };
}

export type Simulation = Awaited<ReturnType<typeof createSimulation>>;

/** The SDK reads the AWS CLI's files by real I/O, which virtual time does not wait for: here they are empty. */
function hideAwsFiles(): void {
  for (const name of ['config', 'credentials']) {
    externalDataInterceptor.interceptFile(join(homedir(), '.aws', name), '');
  }
}
