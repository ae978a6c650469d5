import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECRClient } from '@aws-sdk/client-ecr';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { pushLocally } from '../hands-on/image.ts';
import { createAccount } from './account.ts';
import type { Service } from './aws/backends.ts';
import { type AwsOptions, type LocalAws, startAws } from './aws/endpoint.ts';
import { realClock } from './clock.ts';
import { hex, randomOf, type StackFaults } from './cloudformation/stack.ts';
import { startContainers } from './containers/processes.ts';
import type { LocalEcs } from './ecs/ecs.ts';
import { seededRole } from './ecs/seed.ts';
import { createEventBus, createEvents, type EventBus, type EventRule, type RuleState } from './events/bus.ts';
import { createLambda, type RunningFunctions, startFunctions } from './lambda/functions.ts';
import { startLoadBalancer } from './load-balancer/load-balancer.ts';
import { createScheduler, type LocalScheduler } from './scheduler/scheduler.ts';
import { type QueuedMessage, sendToQueue } from './scheduler/schedules.ts';
import { createRoleGuard } from './serverless/roles.ts';
import { readService } from './serverless/service.ts';
import { createStack, eventRules } from './serverless/stack.ts';
import { type LocalSlack, startSlack } from './slack/slack.ts';
import type { SlackOptions } from './slack/world.ts';

/** Options of the local world; everything has a default. */
export interface WorldOptions {
  /** 0 picks a free port. */
  readonly ports?: { readonly page: number; readonly api: number; readonly aws: number };
  /** Divides the durations of the tasks' life cycles: 1 is real time. */
  readonly speed?: number;
  /** Runs tasks of `hello-world` as real processes, behind a load balancer on this port; 0 picks a free one. */
  readonly processes?: { readonly loadBalancerPort: number };
  /** What the account contains at startup: clusters, services and images, a service that deploys as a canary too, or nothing. `all` when absent. */
  readonly seeds?: 'all' | 'demo' | 'none';
  /** Errors for CloudFormation to make, and how often, for example that the first cluster of an account fails. */
  readonly stackFaults?: StackFaults;
  /** The secret that Slack signs its requests with; random when absent. */
  readonly signingSecret?: string;
  /** The access policy, in place of infra/access.yml. */
  readonly access?: unknown;
  /** Parameters of serverless.yml beside those that the local world sets. */
  readonly params?: Readonly<Record<string, string>>;
  /** Called after each request to the local AWS. */
  readonly onRequest?: AwsOptions['onRequest'];
  /** Lines that the functions print. */
  readonly onLog?: (functionName: string, line: string) => void;
  /** Called when a function fails. */
  readonly onError?: (functionName: string, error: unknown) => void;
}

export interface World {
  readonly aws: LocalAws;
  readonly ecs: LocalEcs;
  readonly slack: LocalSlack;
  readonly functions: RunningFunctions;
  /** The URL of `hello-world` for clients, when its tasks are processes. */
  readonly loadBalancerUrl?: string;
  readonly signingSecret: string;
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const place = { accountId: '123456789012', region: 'us-east-1', clock: realClock };
const slackApp = { teamId: 'T0LOCAL001', appId: 'A0LOCAL001', botName: 'ecs', botToken: 'xoxb-local' };

/**
 * Everything on 127.0.0.1: an AWS account with a running ECS, a Slack workspace, and between them the built Lambda bundles, wired as in
 * serverless.yml. Rejects with a one-sentence error when a port is taken.
 */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { processes } = options;
  const { ports = { page: 0, api: 0, aws: 0 }, speed = 10, params = {} } = options;
  const { onLog = () => {}, onError = () => {}, onRequest = () => {} } = options;
  const signingSecret = options.signingSecret ?? randomBytes(16).toString('hex');

  // Everything opened is closed in reverse order, also when something later fails to open.
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
      ...place,
      speed,
      onEvent: (event) => bus?.put(event),
      runtime,
      targetGroups,
      loadBalancerAddress: targetGroups && (() => new URL(targetGroups.url).host),
      seeds: options.seeds,
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
        'pass-roles': seededRole(place.accountId),
        ...handsOnParams(place),
        ...params,
      },
    });
    account.putSecrets(`/${definition.service}/${definition.stage}`, signingSecret, slackApp.botToken);
    // Another region of the account starts empty, and its events go nowhere.
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
          createLambda({ concurrency: 1000 }),
        ],
        elsewhere,
        intercept: createRoleGuard(definition),
        onRequest,
      }),
    );

    const credentials = { accessKeyId: 'local-world', secretAccessKey: 'local' };
    const client = { endpoint: aws.url, region: place.region, credentials };
    const sqs = new SQSClient(client);
    const stack = await createStack({ definition, sqs, dynamodb: new DynamoDBClient(client), ...place });
    const functions = keep(
      await startFunctions({
        definition,
        stack,
        sqs,
        apiPort: ports.api,
        awsUrl: aws.url,
        region: place.region,
        onLog,
        onError,
        ...(options.access !== undefined && {
          files: { 'access.json': JSON.stringify({ policy: options.access }) },
        }),
      }),
    );
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
    bus = keep(createEventBus({ ...place, rules }));
    return {
      aws,
      ecs: account.ecs,
      slack,
      functions,
      signingSecret,
      close,
      ...(targetGroups !== undefined && { loadBalancerUrl: targetGroups.url }),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the build wrote about the Slack app: its slash command, its scopes and events, and the words that the composer completes. */
function readSlackApp(
  root: string,
): Pick<SlackOptions, 'slashCommands' | 'completions' | 'homeTab' | 'scopes' | 'botEvents'> {
  return JSON.parse(readFileSync(join(root, '.build/slack-app.json'), 'utf8'));
}

/** What `npm run hands-on -- up` will create: the local CloudFormation gives a resource the same id each time. */
const id = (logicalId: string, digits: number) => hex(randomOf('hands-on', logicalId), digits);

/** The hands-on stack as the local world's bot is deployed with it, in parameters of serverless.yml. */
export function handsOnParams({
  region,
  accountId,
}: {
  readonly region: string;
  readonly accountId: string;
}) {
  return {
    'hands-on': 'on',
    'hands-on-subnets': `subnet-${id('SubnetA', 17)},subnet-${id('SubnetB', 17)}`,
    'hands-on-security-group': `sg-${id('TaskSecurityGroup', 17)}`,
    'hands-on-target-group': `arn:aws:elasticloadbalancing:${region}:${accountId}:targetgroup/hello-world/${id('TargetGroup', 16)}`,
    'hands-on-execution-role': `arn:aws:iam::${accountId}:role/hands-on-execution-${region}`,
    'hands-on-log-group': '/ecs/hands-on',
  };
}
