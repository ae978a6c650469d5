import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workerVariables } from '../../../src/config.ts';
import { commandBody, slackEvent } from '../../helpers/signed-requests.ts';
import type { Cpu } from '../lambda/cpu.ts';
import { startFunction } from '../lambda/process.ts';
import { type Hosts, signingSecret, teamId } from './hosts.ts';

/** One way from the slash command to its answer. */
export interface Variant {
  readonly name: string;
  start(): Promise<Started>;
}

interface Started {
  /** From the start of a process to its asking for an event, by function; they follow one another. */
  readonly initMs: Readonly<Record<string, number>>;
  /** From the event to the message at Slack, by function: together what a person waits for once the processes are there. */
  ask(): Promise<Readonly<Record<string, number>>>;
  end(): Promise<void>;
}

/** What the variants are started with. */
interface VariantOptions {
  readonly hosts: Hosts;
  readonly runtimeClient: string;
  readonly cpu: Cpu;
  readonly certificateFile: string;
  /** Share of a CPU that Lambda gives for its memory, by function; the tutorial's is the worker's. */
  readonly shares: Readonly<Record<'slack' | 'worker', number>>;
}

/** The front door and the worker of a build, with the queue between them: what the front door sends, the worker is given. */
export function botVariant(name: string, dir: string, options: VariantOptions): Variant {
  const { hosts, shares } = options;
  const fileOf = (name: string) =>
    ['index.mjs', 'index.cjs'].map((file) => join(dir, name, file)).find((file) => existsSync(file)) ?? '';
  return {
    name,
    async start() {
      const slack = await startFunction(fileOf('slack'), {
        ...options,
        share: shares.slack,
        environment: { ...awsEnvironment(options), ...frontDoorEnvironment(hosts) },
      });
      const worker = await startFunction(fileOf('worker'), {
        ...options,
        share: shares.worker,
        environment: { ...awsEnvironment(options), ...workerEnvironment(hosts) },
      });
      return {
        initMs: { slack: slack.initMs, worker: worker.initMs },
        async ask() {
          const front = await slack.invoke(typed(hosts));
          const job = hosts.takeJob();
          const back = await worker.invoke(sqsEvent(job.body));
          const message = hosts.takeMessage();
          requireAnswer(name, message.body);
          return { slack: job.at - front.startedAt, worker: message.at - back.startedAt };
        },
        async end() {
          await slack.end();
          await worker.end();
        },
      };
    },
  };
}

/** One function that answers by itself. */
export function tutorialVariant(name: string, file: string, options: VariantOptions): Variant {
  const { hosts, shares } = options;
  return {
    name,
    async start() {
      const lambda = await startFunction(file, {
        ...options,
        share: shares.worker,
        environment: {
          ...awsEnvironment(options),
          SLACK_SIGNING_SECRET: signingSecret,
          SLACK_BOT_TOKEN: 'xoxb-bench',
          SLACK_API_URL: `${hosts.slack.url}/api/`,
        },
      });
      return {
        initMs: { tutorial: lambda.initMs },
        async ask() {
          const done = await lambda.invoke(typed(hosts));
          const message = hosts.takeMessage();
          requireAnswer(name, message.body);
          return { tutorial: message.at - done.startedAt };
        },
        end: lambda.end,
      };
    },
  };
}

/** Every service of the local cluster `shop`, with what it runs. */
const facts = [
  'web',
  'api',
  'worker',
  '1.4.2',
  '2.0.1',
  '0.9.0',
  'shop-web:1',
  'shop-api:1',
  'shop-worker:1',
];

function requireAnswer(name: string, message: string): void {
  const { text = '', blocks = [] } = JSON.parse(message);
  const missing = facts.filter((fact) => !text.includes(fact) || !JSON.stringify(blocks).includes(fact));
  if (missing.length > 0) throw new Error(`${name}: ${missing.join(', ')} not in the answer: ${message}`);
}

/** Slack's signed request for `/ecs services shop`. */
function typed(hosts: Hosts): object {
  const body = commandBody({
    text: 'services shop',
    team_id: teamId,
    channel_name: 'ops',
    trigger_id: crypto.randomUUID(),
    response_url: `${hosts.hooks.url}/commands/${teamId}/1/x`,
  });
  return slackEvent({ body, secret: signingSecret, now: Date.now() });
}

function sqsEvent(body: string): object {
  const attributes = {
    ApproximateReceiveCount: '1',
    ApproximateFirstReceiveTimestamp: String(Date.now()),
    SentTimestamp: String(Date.now()),
    SenderId: 'bench',
  };
  return {
    Records: [
      {
        messageId: crypto.randomUUID(),
        receiptHandle: 'bench',
        body,
        attributes,
        messageAttributes: {},
        md5OfBody: '',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:commands.fifo',
        awsRegion: 'eu-west-1',
      },
    ],
  };
}

function awsEnvironment({ certificateFile, hosts }: VariantOptions): Record<string, string> {
  return {
    NODE_EXTRA_CA_CERTS: certificateFile,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_SESSION_TOKEN: 'x'.repeat(800),
    AWS_ENDPOINT_URL_ECS: hosts.ecs.url,
    AWS_ENDPOINT_URL_SSM: hosts.ssm.url,
    AWS_ENDPOINT_URL_SQS: hosts.sqs.url,
    AWS_ENDPOINT_URL_DYNAMODB: hosts.dynamodb.url,
  };
}

function frontDoorEnvironment({ ssm, sqs }: Hosts): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: ssm.url,
    COMMANDS_QUEUE_URL: `${sqs.url}/123456789012/commands.fifo`,
    SIGNING_SECRET_PARAMETER: 'signing-secret',
    SLACK_TEAM_ID: teamId,
    URL_SUFFIX: 'amazonaws.com',
  };
}

/** What the command doesn't read has its own name as its value. */
function workerEnvironment({ sqs, slack }: Hosts): Record<string, string> {
  const placeholder = (name: string) => (name.endsWith('_URL') ? `${sqs.url}/123456789012/${name}` : name);
  return {
    ...Object.fromEntries(workerVariables.required.map((name) => [name, placeholder(name)])),
    AWS_REGION: 'eu-west-1',
    SLACK_API_URL: `${slack.url}/api/`,
    SLACK_TEAM_ID: teamId,
  };
}
