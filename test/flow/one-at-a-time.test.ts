import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECRClient } from '@aws-sdk/client-ecr';
import { CreateServiceCommand, ECSClient } from '@aws-sdk/client-ecs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { createAccess } from '../../src/access/access.ts';
import { readPolicy } from '../../src/access/policy.ts';
import { describeServices } from '../../src/aws/ecs/services.ts';
import { runningTasks } from '../../src/aws/ecs/tasks.ts';
import { auditStore, changeStore } from '../../src/changes/audit.ts';
import { ChangeRefused } from '../../src/changes/card.ts';
import type { Change } from '../../src/changes/change.ts';
import { type Confirmed, confirmCard } from '../../src/changes/confirm.ts';
import type { ChangeContext } from '../../src/changes/context.ts';
import { propose } from '../../src/changes/propose.ts';
import { commands, grantableCommands } from '../../src/commands/registry.ts';
import { stopChange } from '../../src/commands/stop-task.ts';
import { converse } from '../helpers/bot.ts';
import { bot, botTest, waitFor } from '../helpers/virtual-bot.ts';

// Several people change one service at the same moment, while ECS's reads lag behind its writes.

const cluster = 'hands-on';
const people = ['U0OPERATOR', 'U0DEPUTY01', 'U0YUI00001'] as const;
const access = {
  grants: [{ name: 'on-call', who: 'everyone', may: 'change', on: `${cluster}/*`, 'min-running': 2 }],
};
const offsets = [0, 20, 150, 400];
/** `ROUNDS=50 npx vitest run test/flow/one-at-a-time.test.ts` tries longer. */
const rounds = Number(process.env.ROUNDS ?? 4);
const readLagMs = 150;

const after = (ms: number) => bot.letPass(new Promise<void>((resolve) => setTimeout(resolve, ms)));

let template: Awaited<ReturnType<typeof bot.service>>;
/** The fewest healthy tasks that a service ever had, since it was last set. */
const fewest = new Map<string, number>();

const test = botTest({ speed: 300, readLagMs, access });
test.beforeAll(async () => {
  for (const rule of bot.world.rules) rule.state = 'DISABLED';
  // ECS shows what it starts with only after its lag.
  template = await waitFor('a service to copy', () => bot.service('hello-world', cluster));
  bot.world.account.ecs.onChange(() => {
    const now = bot.world.account.ecs.snapshot();
    for (const [name, least] of fewest) fewest.set(name, Math.min(least, healthy(name, now).length));
  });
});

/** What truly runs and is to stay, however late ECS's answers are. */
function healthy(name: string, now = bot.world.account.ecs.snapshot()) {
  const { services = [] } = now.clusters.find((each) => each.name === cluster) ?? {};
  const { tasks = [] } = services.find((each) => each.name === name) ?? {};
  return tasks.filter(
    ({ lastStatus, desiredStatus, healthStatus }) =>
      lastStatus === 'RUNNING' && desiredStatus === 'RUNNING' && healthStatus !== 'UNHEALTHY',
  );
}

async function createService(serviceName: string): Promise<void> {
  await bot.ecs.send(
    new CreateServiceCommand({
      cluster,
      serviceName,
      desiredCount: 3,
      launchType: 'FARGATE',
      taskDefinition: template?.taskDefinition,
      networkConfiguration: template?.networkConfiguration,
    }),
  );
  await steady(serviceName);
}

/** Three tasks run, and ECS lists these and no others: what it says may be from before the last stop. */
function steady(name: string) {
  return waitFor(
    `three tasks of ${name}`,
    async () => {
      const [service, listed] = await Promise.all([
        bot.service(name, cluster),
        runningTasks(bot.ecs, cluster, name).catch(() => []),
      ]);
      const truly = healthy(name).map(({ taskArn }) => taskArn);
      if (truly.length !== 3 || !truly.every((arn) => listed.some((task) => task.arn === arn))) return false;
      const isDeployed = service?.deployments?.every(({ rolloutState }) => rolloutState === 'COMPLETED');
      return service?.runningCount === 3 && service.pendingCount === 0 && isDeployed;
    },
    60_000,
  );
}

/** A worker of its own: its clients, and the change pipeline over the bot's tables; only Slack is left out. */
function worker(userId: string): (jobId: string) => ChangeContext {
  const client = bot.client;
  const ecs = new ECSClient(client);
  const document = DynamoDBDocumentClient.from(new DynamoDBClient(client), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const audit = auditStore({ client: document, name: 'ecs-ops-bot-local-audit' }, 400);
  const nothing = async () => {};
  return (jobId) => ({
    clients: {
      ecs,
      ecsOnce: ecs,
      autoscaling: new ApplicationAutoScalingClient(client),
      ecr: new ECRClient(client),
    },
    store: changeStore({ client: document, name: 'ecs-ops-bot-local' }, audit, Date.now),
    story: { begin: async () => ({ link: undefined }), find: async () => undefined, end: nothing },
    approvals: { ask: nothing, working: nothing, reopen: nothing, close: async () => true },
    revertTimer: { schedule: nothing },
    access: createAccess({
      reading: readPolicy(access, grantableCommands(commands)),
      directory: { person: async () => ({ standing: 'member', locale: 'en-US' }), groupsOf: async () => [] },
      now: Date.now,
    }),
    deployments: true,
    maximumDesiredCount: 20,
    readSettings: async () => ({ freezes: [] }),
    defaultChannel: 'C0LOCAL0OPS',
    userId,
    channelId: 'C0LOCAL0OPS',
    jobId,
    receivedAt: Date.now(),
    lastTry: false,
    now: Date.now,
    sleep: after,
  });
}

/** Presses, and where the card is shown anew presses that one too, as somebody in a hurry would. */
async function insist(
  change: Change,
  cardId: string,
  context: (jobId: string) => ChangeContext,
): Promise<Confirmed['type'] | string> {
  try {
    const confirmed = await confirmCard(cardId, context(`press-${cardId}`));
    if (confirmed.type === 'done') return 'done';
    const again = await propose(change, 'again', context(`again-${cardId}`));
    return (await confirmCard(again.id, context(`press-${again.id}`))).type;
  } catch (error) {
    if (error instanceof ChangeRefused) return error.reason.why;
    throw error;
  }
}

test.concurrent.each(offsets)(
  `three people stop a task each, %i ms apart, ${rounds} times: never fewer than two are left`,
  async (offset) => {
    const name = `stops-${offset}`;
    const workers = people.map(worker);
    await createService(name);
    for (let round = 0; round < rounds; round += 1) {
      await steady(name);
      fewest.set(name, 3);
      const [first] = workers as [(typeof workers)[0]];
      const { ecs } = first('look').clients;
      const [[service], tasks] = await Promise.all([
        describeServices(ecs, cluster, [name]),
        runningTasks(ecs, cluster, name),
      ]);
      const presses = tasks.slice(0, 3).map(async (task, index) => {
        const context = workers[index] ?? first;
        const change = stopChange(task, service);
        const card = await propose(change, 'stop', context(`${name}-${round}-${index}`)).catch(
          () => undefined,
        );
        await after(offset * index);
        return card === undefined ? 'no card' : insist(change, card.id, context);
      });
      const ways = await Promise.all(presses);
      expect(ways, `round ${round}`).toContain('done');
      expect(fewest.get(name), `round ${round}`).toBeGreaterThanOrEqual(2);
    }
  },
  400_000,
);

test('two who scale at once: one is applied, the other is shown anew', async () => {
  const [one, other] = [worker(people[0]), worker(people[1])];
  for (let round = 0; round < rounds; round += 1) {
    const name = `scales-${round}`;
    await createService(name);
    const scaled = (desiredCount: number): Change => ({
      type: 'scale',
      target: { cluster, service: name },
      before: { desiredCount: 3, runningCount: 3 },
      after: { desiredCount },
    });
    const cards = [
      await propose(scaled(7), 'scale', one(`one-${round}`)),
      await propose(scaled(2), 'scale', other(`other-${round}`)),
    ] as const;
    const ended = await Promise.all([
      confirmCard(cards[0].id, one(`press-one-${round}`)),
      confirmCard(cards[1].id, other(`press-other-${round}`)),
    ]);
    expect(ended.map(({ type }) => type).sort()).toEqual(['done', 'stale']);
    const made = ended[0]?.type === 'done' ? 7 : 2;
    await waitFor('the one count', async () => (await bot.service(name, cluster))?.desiredCount === made);
  }
}, 120_000);

test('the whole bot, from three presses to three answers', async () => {
  const talk = converse(bot);
  const name = 'whole';
  await createService(name);
  for (const offset of offsets) {
    await steady(name);
    fewest.set(name, 3);
    const ids = healthy(name).map(({ id }) => id);
    const cards = await Promise.all(
      people.map((who, index) => talk.typed(`stop-task ${cluster}/${ids[index]}`, talk.someone(who))),
    );
    const answers = await Promise.all(
      people.map(async (who, index) => {
        await after(offset * index);
        return talk.pressed(`confirm ${talk.cardIn(cards[index]!)}`, talk.someone(who));
      }),
    );
    expect(answers.filter(({ body }) => body.delete_original === true).length).toBeGreaterThanOrEqual(1);
    expect(fewest.get(name)).toBeGreaterThanOrEqual(2);
  }
}, 180_000);
