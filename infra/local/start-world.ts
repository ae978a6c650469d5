import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type LocalAws, startAws } from './aws/start-aws.ts';
import { createEcr } from './ecr/create-ecr.ts';
import { seedEcr } from './ecr/seed-ecr.ts';
import { createEcs, type LocalEcs } from './ecs/create-ecs.ts';
import { seedEcs } from './ecs/seed-ecs.ts';
import { createEventBus, type EventBus } from './events/create-event-bus.ts';
import { createStack } from './lambda/create-stack.ts';
import { eventRules } from './lambda/event-rules.ts';
import { readService } from './lambda/read-service.ts';
import { type RunningFunctions, startFunctions } from './lambda/start-functions.ts';
import { realClock } from './real-clock.ts';
import { type LocalSlack, startSlack } from './slack/start-slack.ts';
import { createSsm } from './ssm/create-ssm.ts';
import type { WorldOptions } from './world-options.ts';

export interface World {
  readonly aws: LocalAws;
  readonly ecs: LocalEcs;
  readonly slack: LocalSlack;
  readonly functions: RunningFunctions;
  readonly events: EventBus;
  readonly signingSecret: string;
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const place = { accountId: '123456789012', region: 'us-east-1', clock: realClock };
const teamId = 'T0LOCAL001';
const botToken = 'xoxb-local';

/**
 * Everything on 127.0.0.1: an AWS account with a moving ECS, a Slack workspace, and between them the built Lambda
 * bundles, wired as serverless.yml says. Rejects with one clear sentence when a port is taken.
 */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { ports = { page: 0, api: 0, aws: 0 }, speed = 10, params = {} } = options;
  const { onLog = () => {}, onError = () => {} } = options;
  const signingSecret = options.signingSecret ?? randomBytes(16).toString('hex');
  const opened: { close(): Promise<void> | void }[] = [];
  const keep = <Thing extends { close(): Promise<void> | void }>(thing: Thing): Thing => {
    opened.unshift(thing);
    return thing;
  };
  const close = async () => {
    for (const thing of opened.splice(0)) await thing.close();
  };

  try {
    let events: EventBus | undefined;
    const onEvent: Parameters<typeof createEcr>[0]['onEvent'] = (event) => events?.put(event);
    const ecr = createEcr({ ...place, onEvent });
    seedEcr(ecr.world);
    const ecs = keep(createEcs({ ...place, speed, onEvent, resolveImage: ecr.resolveImage }));
    seedEcs(ecs, place);
    const ssm = createSsm(place);
    const aws = keep(
      await startAws({ ...place, port: ports.aws, services: [ecs.service, ecr.service, ssm] }),
    );

    const client = {
      endpoint: aws.url,
      region: place.region,
      credentials: { accessKeyId: 'local-world', secretAccessKey: 'local' },
    };
    const sqs = new SQSClient(client);
    const slack = keep(
      await startSlack({
        port: ports.page,
        clock: realClock,
        requestUrl: () => `${running.api.url}/slack`,
        signingSecret,
        botToken,
        teamId,
        appId: 'A0LOCAL001',
        botName: 'ecs',
        ...readSlackApp(),
        ecs,
      }),
    );
    const definition = readService({
      root,
      stage: 'local',
      region: place.region,
      params: {
        'team-id': teamId,
        operators: slack.ids.operator,
        'default-channel': slack.ids.ops,
        'slack-api-url': slack.apiUrl,
        ...params,
      },
    });
    const secrets = { 'slack-signing-secret': signingSecret, 'slack-bot-token': botToken };
    for (const [name, Value] of Object.entries(secrets)) {
      ssm.actions.PutParameter?.({
        Name: `/${definition.service}/local/${name}`,
        Type: 'SecureString',
        Value,
      });
    }
    const stack = await createStack({ definition, sqs, dynamodb: new DynamoDBClient(client), ...place });
    const running = keep(
      await startFunctions({
        definition,
        stack,
        sqs,
        apiPort: ports.api,
        awsUrl: aws.url,
        ...place,
        onLog,
        onError,
      }),
    );
    events = keep(
      createEventBus({
        ...place,
        rules: eventRules(definition, stack).map(({ queueUrl, ...rule }) => ({
          ...rule,
          target: async (body) => {
            await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
          },
        })),
      }),
    );
    return { aws, ecs, slack, functions: running, events, signingSecret, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the build wrote of the Slack app: its slash command and the words that the composer completes. */
function readSlackApp() {
  return JSON.parse(readFileSync(join(root, '.build/slack-app.json'), 'utf8')) as Pick<
    Parameters<typeof startSlack>[0],
    'slashCommands' | 'completions'
  >;
}
