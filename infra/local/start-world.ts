import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECRClient } from '@aws-sdk/client-ecr';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { pushLocally } from '../hands-on/image/push-locally.ts';
import type { Service } from './aws/backends.ts';
import { type LocalAws, startAws } from './aws/start-aws.ts';
import type { StackFaults } from './cloudformation/cloudformation-world.ts';
import { startContainers } from './containers/start-containers.ts';
import { createAccount } from './create-account.ts';
import type { LocalEcs } from './ecs/create-ecs.ts';
import { type BusFaults, createEventBus, type EventBus, type EventRule } from './events/create-event-bus.ts';
import { createEvents, type RuleState } from './events/create-events.ts';
import type { EventBridgeEvent } from './events/event-bridge-event.ts';
import { handsOnParams } from './hands-on-params.ts';
import { createLambda } from './lambda/create-lambda.ts';
import { createRoleGuard } from './lambda/create-role-guard.ts';
import { createStack } from './lambda/create-stack.ts';
import { eventRules } from './lambda/event-rules.ts';
import { readService } from './lambda/read-service.ts';
import { type RunningFunctions, startFunctions } from './lambda/start-functions.ts';
import { startLoadBalancer } from './load-balancer/start-load-balancer.ts';
import { readSlackApp } from './read-slack-app.ts';
import { realClock } from './real-clock.ts';
import { createScheduler, type LocalScheduler } from './scheduler/create-scheduler.ts';
import type { QueuedMessage } from './scheduler/scheduler-world.ts';
import { sendToQueue } from './scheduler/send-to-queue.ts';
import { type LocalSlack, startSlack } from './slack/start-slack.ts';
import type { WorldOptions } from './world-options.ts';

export interface World {
  readonly aws: LocalAws;
  readonly ecs: LocalEcs;
  readonly slack: LocalSlack;
  readonly functions: RunningFunctions;
  /** Where clients of `hello-world` ask, when its tasks are processes. */
  readonly loadBalancerUrl?: string;
  /** What EventBridge does wrong, switchable while it runs. */
  readonly eventFaults: BusFaults;
  /** What CloudFormation does wrong, switchable too. */
  readonly stackFaults: StackFaults;
  /** What a service of AWS hands to EventBridge; resolves when the rules' targets have it. */
  putEvent(event: EventBridgeEvent): Promise<void>;
  /** EventBridge's rules; a disabled one sends nothing. */
  readonly rules: readonly RuleState[];
  readonly signingSecret: string;
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const place = { accountId: '123456789012', region: 'us-east-1', clock: realClock };
const slackApp = { teamId: 'T0LOCAL001', appId: 'A0LOCAL001', botName: 'ecs', botToken: 'xoxb-local' };

/**
 * Everything on 127.0.0.1: an AWS account with a moving ECS, a Slack workspace, and between them the built Lambda
 * bundles, wired as serverless.yml says. Rejects with one clear sentence when a port is taken.
 */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { processes } = options;
  const { ports = { page: 0, api: 0, aws: 0 }, speed = 10, params = {}, stoppedTaskIsShownFor } = options;
  const { onLog = () => {}, onError = () => {}, onRequest = () => {} } = options;
  const signingSecret = options.signingSecret ?? randomBytes(16).toString('hex');

  // What is opened is closed in the opposite order, also when something later does not open.
  const opened: { close(): Promise<void> | void }[] = [];
  const keep = <Thing extends { close(): Promise<void> | void }>(thing: Thing): Thing => {
    opened.unshift(thing);
    return thing;
  };
  const close = async () => {
    for (const thing of opened.splice(0)) await thing.close();
  };

  try {
    let bus: EventBus | undefined;
    let rules: (EventRule & RuleState)[] = [];
    const runtime = processes && keep(await startContainers({ speed }));
    const targetGroups =
      processes &&
      keep(await startLoadBalancer({ port: processes.loadBalancerPort, clock: realClock, speed }));
    const account = createAccount({
      ...{ ...place, speed, onEvent: (event) => bus?.put(event) },
      ...(stoppedTaskIsShownFor !== undefined && { stoppedTaskIsShownFor }),
      ...(options.readLagMs !== undefined && { readLagMs: options.readLagMs }),
      ...(runtime !== undefined && { runtime }),
      ...(targetGroups !== undefined && {
        targetGroups,
        loadBalancerAddress: () => new URL(targetGroups.url).host,
      }),
      ...(options.seeds !== undefined && { seeds: options.seeds }),
    });
    Object.assign(account.stackFaults, options.stackFaults);
    keep(account.ecs);
    const scheduler: LocalScheduler = keep(
      createScheduler({ ...place, send: (message) => sendToQueue(sqs, aws.queueUrl, message) }),
    );
    const slack = keep(
      await startSlack({
        ...slackApp,
        ...readSlackApp(root),
        port: ports.page,
        clock: realClock,
        requestUrl: () => `${functions.api.url}/slack`,
        signingSecret,
        ecs: account.ecs,
        pushImage: (repository) => {
          const ecr = new ECRClient({ endpoint: aws.url, region: place.region, credentials });
          return pushLocally({ clients: { ecr }, isLocal: true }, repository);
        },
      }),
    );
    const definition = readService({
      root,
      stage: 'local',
      region: place.region,
      params: {
        'team-id': slackApp.teamId,
        'default-channel': slack.ids.ops,
        'slack-api-url': slack.apiUrl,
        logs: 'on',
        ...handsOnParams(place),
        ...params,
      },
    });
    account.putSecrets(`/${definition.service}/${definition.stage}`, signingSecret, slackApp.botToken);
    const limits = { concurrency: 1000 };
    const roleGuard = createRoleGuard(definition);
    // Another region of the account is empty at first, and what happens there is told to nobody.
    const elsewhere = (region: string): Service[] => {
      const there = { ...place, region };
      const other = createAccount({ ...there, speed, onEvent: () => {}, seeds: 'none' });
      keep(other.ecs);
      const send = (message: QueuedMessage) =>
        sendToQueue(new SQSClient({ ...client, region }), aws.queueUrl, message);
      const schedules = keep(createScheduler({ ...there, send }));
      return [...other.services, createEvents({ ...there, rules: () => [] }), schedules.service];
    };
    const aws: LocalAws = keep(
      await startAws({
        ...place,
        port: ports.aws,
        services: [
          ...account.services,
          createEvents({ ...place, rules: () => rules }),
          scheduler.service,
          createLambda(limits),
        ],
        elsewhere,
        intercept: async (call) => roleGuard(call) ?? (await options.intercept?.(call)),
        onRequest,
      }),
    );

    const credentials = { accessKeyId: 'local-world', secretAccessKey: 'local' };
    const client = { endpoint: aws.url, region: place.region, credentials };
    const sqs = new SQSClient(client);
    const stack = await createStack({ definition, sqs, dynamodb: new DynamoDBClient(client), ...place });
    const functions = keep(
      await startFunctions({
        ...{ limits, definition, stack, sqs, apiPort: ports.api, awsUrl: aws.url, region: place.region },
        ...{ onLog, onError },
        ...(options.access !== undefined && {
          files: { 'access.json': JSON.stringify({ policy: options.access }) },
        }),
      }),
    );
    const eventFaults: BusFaults = {};
    rules = eventRules(definition, stack).map(({ queueUrl, ...described }) => {
      const rule: EventRule & RuleState = {
        ...described,
        state: 'ENABLED',
        target: async (body) => {
          if (rule.state === 'DISABLED') return;
          await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
        },
      };
      return rule;
    });
    bus = keep(createEventBus({ ...place, rules, faults: eventFaults }));
    const { put: putEvent } = bus;
    return {
      ...{ aws, ecs: account.ecs, slack, functions, eventFaults, putEvent, rules, signingSecret, close },
      stackFaults: account.stackFaults,
      ...(targetGroups !== undefined && { loadBalancerUrl: targetGroups.url }),
    };
  } catch (error) {
    await close();
    throw error;
  }
}
