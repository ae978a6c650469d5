import { ECSClient } from '@aws-sdk/client-ecs';
import { CreateQueueCommand, type SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { SQSRecord } from 'aws-lambda';
import type { ClientState } from '../../infra/local/slack/client/protocol.ts';
import type { LocalSlack } from '../../infra/local/slack/slack.ts';
import { createSsm } from '../../infra/local/ssm/ssm.ts';
import { createBotToken, webClientOptions } from '../../src/slack/client.ts';
import { createSend } from '../../src/slack/post.ts';
import { settingsStore } from '../../src/store/settings.ts';
import type { Deps } from '../../src/task-events/deps.ts';
import { handleBatch } from '../../src/task-events/handle-batch.ts';
import { eventsDeps as builtDeps } from '../../src/task-events/task-events.ts';
import { ManualClock } from './clocks.ts';
import { doubledStores } from './doubled-stores.ts';
import { createTestAws, createTestSlack } from './in-process.ts';
import { botToken, silentLogger } from './local-slack.ts';
import { type clientOf, createTable } from './sdk.ts';
import { TestEcs } from './told-ecs.ts';

const place = { accountId: '111122223333', region: 'us-west-2' };
const tokenParameter = '/ecs-ops-bot/test/slack-bot-token';

/**
 * The events function's real code with real clients, against the local AWS and Slack, on a clock that the test moves.
 * `deliver` is the queue's mapping; nudges wait in `nudges` until the clock reaches them.
 */
export async function startTaskEvents() {
  const clock = new ManualClock(Date.parse('2026-01-05T10:00:00Z'));
  const ecs = new TestEcs();
  const ssm = createSsm({ clock, ...place });
  ssm.actions.PutParameter({ Name: tokenParameter, Type: 'SecureString', Value: botToken });
  const requests: string[] = [];
  const client = await createTestAws({
    ...place,
    services: [ssm, ecs.service],
    stores: doubledStores(clock),
    onRequest: ({ action }) => requests.push(action),
  });
  const slack = createTestSlack({
    clock,
    requestUrl: 'http://bot.test/slack',
    signingSecret: '',
    botToken,
    teamId: 'T0LOCAL',
    appId: 'A0LOCAL',
    slashCommands: [],
    completions: [],
  });
  const sqs = new SQSClient(client);
  const table = await createTable(client);
  const { QueueUrl: deadLettersUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'events-dead' }),
  );
  const { QueueUrl: queueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'events' }));

  const nudges: { at: number; body: string }[] = [];
  const deadLetters: string[] = [];
  sqs.middlewareStack.add((next) => (args) => {
    const { QueueUrl, MessageBody = '', DelaySeconds = 0 } = args.input as Partial<SendMessageCommandInput>;
    if (QueueUrl === deadLettersUrl) deadLetters.push(MessageBody);
    else nudges.push({ at: clock.now() + DelaySeconds * 1000, body: MessageBody });
    return next(args);
  });

  const logs: string[] = [];
  const log = (level: string) => (message: string, extra: object) => {
    logs.push(`${level} ${message} ${JSON.stringify(extra)}`);
  };
  const world = eventsDeps({
    client,
    table,
    queue: { sqs, queueUrl },
    deadLettersUrl,
    slack,
    tokenParameter,
    now: () => clock.now(),
    logger: { debug: log('debug'), warn: log('warn'), error: log('error') },
  });

  const deliver = (...bodies: string[]) => {
    const records = bodies.map((body, index) => ({ messageId: `message-${index}`, body }) as SQSRecord);
    return handleBatch(world, { Records: records });
  };

  let sweptAt = clock.now();

  /** Moves the clock and delivers what falls due on the way: nudges, and the sweep of each minute. */
  async function pass(ms: number): Promise<void> {
    const end = clock.now() + ms;
    for (;;) {
      const swept = { at: sweptAt + 60_000, body: sweep };
      const [next] = [...nudges, swept].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
      if (next === undefined) break;
      if (next === swept) sweptAt = next.at;
      else nudges.splice(nudges.indexOf(next), 1);
      clock.pass(Math.max(0, next.at - clock.now()));
      await deliver(next.body);
    }
    clock.pass(end - clock.now());
  }

  return {
    world,
    clock,
    ecs,
    slack,
    requests,
    logs,
    nudges,
    deadLetters,
    deliver,
    pass,
    /** Moves the clock without the sweeps on the way. */
    skip(ms: number): void {
      clock.pass(ms);
      sweptAt = clock.now();
    },
    /** What the channel shows, oldest first. */
    async messages() {
      const seen = await slack.fetch(`${slack.url}/client/state?user=${slack.ids.operator}`);
      const { messages } = (await seen.json()) as ClientState;
      return messages.filter(({ isBot, subtype }) => isBot && subtype === undefined);
    },
  };
}

const sweep = JSON.stringify({ source: 'ecs-ops-bot', 'detail-type': 'Sweep', detail: {} });

interface EventsOptions extends Pick<Deps, 'table' | 'queue' | 'deadLettersUrl' | 'now' | 'logger'> {
  readonly client: ReturnType<typeof clientOf>;
  readonly slack: Pick<LocalSlack, 'apiUrl' | 'ids'> & { readonly fetch?: typeof fetch };
  /** Where the bot's token is kept. */
  readonly tokenParameter: string;
}

/** What the events function is given: real clients of a local AWS and a local Slack, in English, settled after a minute. */
export function eventsDeps(options: EventsOptions): Deps {
  const { client, slack, tokenParameter, table, queue, deadLettersUrl, now, logger } = options;
  const ssm = new SSMClient(client);
  const given = builtDeps({
    config: {
      EVENTS_QUEUE_URL: queue.queueUrl,
      EVENTS_DEAD_LETTERS_URL: deadLettersUrl,
      BOT_TOKEN_PARAMETER: tokenParameter,
      DEFAULT_CHANNEL: slack.ids.ops,
    },
    clients: { ecs: new ECSClient({ ...client, maxAttempts: 1 }), sqs: queue.sqs, ssm },
    stores: { table, settings: settingsStore(table) },
    now,
    logger,
    fetch,
  });
  const slackOptions = {
    ...webClientOptions(slack.fetch ?? fetch, slack.apiUrl),
    logger: silentLogger,
  };
  return { ...given, send: createSend(createBotToken(ssm, tokenParameter), slackOptions) };
}
