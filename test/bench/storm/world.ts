import { Logger } from '@aws-lambda-powertools/logger';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import { CreateQueueCommand, type SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { startAws } from '../../../infra/local/aws/endpoint.ts';
import type { AwsService } from '../../../infra/local/aws/protocols.ts';
import { serve } from '../../../infra/local/http.ts';
import { createSlack } from '../../../infra/local/slack/slack.ts';
import { localIds } from '../../../infra/local/slack/workspace/workspace.ts';
import { createSsm } from '../../../infra/local/ssm/ssm.ts';
import type { EventsConfig } from '../../../src/config.ts';
import { createSlackFetch } from '../../../src/slack/fetch.ts';
import { createStores } from '../../../src/store/stores.ts';
import { createTaskEvents } from '../../../src/task-events/task-events.ts';
import { ManualClock } from '../../helpers/clocks.ts';
import { eventsDeps } from '../../helpers/events-function.ts';
import { clientOf, createTable } from '../../helpers/sdk.ts';
import type { StormService } from './services.ts';

const place = { accountId: '111122223333', region: 'us-west-2' };
const tokenParameter = '/ecs-ops-bot/storm/slack-bot-token';
const botToken = 'xoxb-storm';

/**
 * The events function's real code with real clients, a real queue, the local AWS and the local Slack with its real limits, all
 * on one clock that the bench passes. Delays of the queue are kept until the clock reaches them: `due` gives those.
 * @param healthChecks whether each service's container has a health check, for which ECS has to be asked
 */
export async function startStormWorld(
  services: ReadonlyMap<string, StormService>,
  begin: number,
  healthChecks: boolean,
) {
  const clock = new ManualClock(begin);
  const ssm = createSsm({ clock, ...place });
  ssm.actions.PutParameter({ Name: tokenParameter, Type: 'SecureString', Value: botToken });
  const calls = new Map<string, number>();
  const aws = await startAws({
    port: 0,
    ...place,
    services: [ssm, ecsOf(services, () => clock.now(), healthChecks)],
    onRequest: ({ service, action }) =>
      calls.set(`${service}:${action}`, (calls.get(`${service}:${action}`) ?? 0) + 1),
  });
  const slack = await startCountedSlack(clock);

  const client = clientOf(aws.url, place.region);
  const table = await createTable(client);
  const transport = new SQSClient(client);
  const { QueueUrl: queueUrl = '' } = await transport.send(
    new CreateQueueCommand({ QueueName: 'events', Attributes: { VisibilityTimeout: '3600' } }),
  );
  const { QueueUrl: deadLettersUrl = '' } = await transport.send(
    new CreateQueueCommand({ QueueName: 'events-dead' }),
  );

  let delayed: { at: number; body: string }[] = [];
  const sqs = new SQSClient(client);
  sqs.middlewareStack.add(
    (next) => (args) => {
      const { QueueUrl, MessageBody = '', DelaySeconds = 0 } = args.input as SendMessageCommandInput;
      if (QueueUrl !== queueUrl) return next(args);
      delayed.push({ at: clock.now() + DelaySeconds * 1000, body: MessageBody });
      return Promise.resolve({ output: { $metadata: {} }, response: {} });
    },
    { step: 'initialize' },
  );
  const due = (): string[] => {
    const ready = delayed.filter(({ at }) => at <= clock.now());
    delayed = delayed.filter(({ at }) => at > clock.now());
    return ready.map(({ body }) => body);
  };

  const troubles: string[] = [];
  const trouble = (message: string, extra: Readonly<Record<string, unknown>>) =>
    void troubles.push(
      `${message} ${JSON.stringify(extra, (_, value) => (value instanceof Error ? String(value) : value))}`,
    );
  const now = () => clock.now();
  const world = eventsDeps({
    client,
    table,
    queue: { sqs, queueUrl },
    deadLettersUrl,
    slack,
    tokenParameter,
    now,
    logger: { debug: () => undefined, warn: () => undefined, error: trouble },
  });
  const logger = new Logger({ serviceName: 'storm', logLevel: 'SILENT' });
  Object.assign(logger, { error: trouble });
  /** Five instances of the function, as they are deployed. */
  const handlers = Array.from({ length: 5 }, () =>
    createTaskEvents({
      config: {
        AWS_REGION: place.region,
        BOT_TOKEN_PARAMETER: tokenParameter,
        DEFAULT_CHANNEL: slack.ids.ops,
        EVENTS_QUEUE_URL: queueUrl,
        EVENTS_DEAD_LETTERS_URL: deadLettersUrl,
        SLACK_API_URL: slack.apiUrl,
        TABLE_NAME: table.name,
      } as Partial<EventsConfig> as EventsConfig,
      clients: {
        ecs: new ECSClient({ ...client, maxAttempts: 1 }),
        logs: new CloudWatchLogsClient(client),
        sqs,
        ssm: new SSMClient(client),
        dynamodb: table.client,
      },
      stores: createStores(table.client, table.name, now),
      logger,
      fetch: createSlackFetch(),
      now,
    }),
  );
  return {
    world,
    handlers,
    clock,
    slack,
    calls,
    transport,
    queueUrl,
    troubles,
    due,
    waiting: () => delayed.length,
    async close() {
      await slack.close();
      await aws.close();
    },
  };
}

/** The local Slack with its real limits on loopback; it counts what it is asked, and tells of each message that it took. */
async function startCountedSlack(clock: ManualClock) {
  let address = '';
  let calls = 0;
  let taken = 0;
  const { world, answer } = createSlack(
    {
      clock,
      requestUrl: 'http://127.0.0.1:1/slack',
      signingSecret: 'storm',
      botToken,
      teamId: 'T0STORM',
      appId: 'A0STORM',
      slashCommands: [],
      completions: [],
    },
    () => address,
  );
  world.hub.subscribe((change) => {
    if (change.type === 'message' && change.message.isBot) taken += 1;
  });
  const server = await serve(
    (request, response) => {
      if (request.url?.startsWith('/api/')) calls += 1;
      void answer(request, response);
    },
    { port: 0, variable: 'PORT' },
  );
  address = server.url;
  return {
    url: address,
    apiUrl: `${address}/api/`,
    ids: localIds,
    faults: world.faults,
    calls: () => calls,
    /** Messages and edits that it took. */
    taken: () => taken,
    onMessage: world.hub.subscribe,
    close: server.close,
  };
}

/** ECS with the truth of each service at the clock's time; every service tagged to tell all. */
function ecsOf(
  services: ReadonlyMap<string, StormService>,
  now: () => number,
  healthChecks: boolean,
): AwsService {
  const clusterArn = 'arn:aws:ecs:us-west-2:111122223333:cluster/shop';
  const tags = [{ key: 'ecs-bot:notify', value: 'all' }];
  const container = {
    name: 'app',
    essential: true,
    ...(healthChecks && { healthCheck: { command: ['CMD', 'true'] } }),
  };
  const histories = new Map([...services].map(([name, service]) => [name, taskHistory(service)]));
  const tasksOf = (name: string) => [...(histories.get(name)?.(now()) ?? [])];
  return {
    name: 'ecs',
    targetPrefix: 'AmazonEC2ContainerServiceV20141113',
    actions: {
      DescribeServices: (input) => ({
        services: (input.services as string[]).map((serviceName) => ({
          serviceName,
          clusterArn,
          status: 'ACTIVE',
          tags,
          ...services.get(serviceName)?.answerAt(now()),
        })),
        failures: [],
      }),
      DescribeClusters: () => ({
        clusters: [{ clusterName: 'shop', status: 'ACTIVE', tags: [] }],
        failures: [],
      }),
      ListTasks: ({ serviceName, desiredStatus }) => ({
        taskArns: tasksOf(String(serviceName))
          .filter(([, task]) => task.desiredStatus === desiredStatus && task.lastStatus !== 'STOPPED')
          .map(([arn]) => arn)
          .slice(0, 100),
      }),
      DescribeTasks: (input) => {
        const asked = new Set((input.tasks as string[]).map((task) => task.split('/').at(-1)));
        const known = [...services.keys()].flatMap(tasksOf);
        return {
          tasks: known.filter(([arn]) => asked.has(arn.split('/').at(-1))).map(([, task]) => task),
          failures: [],
        };
      },
      DescribeTaskDefinition: () => ({ taskDefinition: { containerDefinitions: [container] } }),
    },
  };
}

type Detail = Readonly<Record<string, unknown>> & { readonly taskArn: string; readonly startedAt?: string };

/** From its start until its container's check has passed, epoch milliseconds. */
const healthyAfterMs = 25_000;

/** What DescribeTasks says of a service's tasks at a time, by ARN: each task's last event up to then, and its health, which no event carries. */
function taskHistory({ events }: StormService): (now: number) => Map<string, Record<string, unknown>> {
  const told = events
    .map(({ at, body }) => ({ at, ...(JSON.parse(body) as { 'detail-type': string; detail: Detail }) }))
    .filter((event) => event['detail-type'] === 'ECS Task State Change');
  return (now) => {
    const tasks = new Map<string, Record<string, unknown>>();
    for (const { at, detail } of told) {
      if (at <= now) tasks.set(detail.taskArn, describe(detail, now));
      // It ran before the storm: its first event is that of its stop.
      else if (detail.startedAt !== undefined && !tasks.has(detail.taskArn)) {
        tasks.set(detail.taskArn, describe({ ...detail, ...ran }, now));
      }
    }
    return tasks;
  };
}

const ran = {
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  version: 4,
  stoppingAt: undefined,
  stoppedAt: undefined,
  stopCode: undefined,
  stoppedReason: undefined,
};

function describe({ updatedAt: _, ...detail }: Detail, now: number): Record<string, unknown> {
  const { startedAt } = detail;
  const isHealthy = startedAt !== undefined && now - Date.parse(startedAt) >= healthyAfterMs;
  const times = Object.entries(detail).flatMap(([name, value]) =>
    name.endsWith('At') && typeof value === 'string' ? [[name, Date.parse(value) / 1000]] : [],
  );
  return { ...detail, ...Object.fromEntries(times), healthStatus: isHealthy ? 'HEALTHY' : 'UNKNOWN' };
}
