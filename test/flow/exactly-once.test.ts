import { CreateServiceCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { commandJob, type Person, pressJob } from '../helpers/bot.ts';
import type { Sunk } from '../helpers/slack-sink.ts';
import { bot, botTest, waitFor } from '../helpers/virtual-bot.ts';

// 20 people scale, 20 people stop a task: 40 typed lines and 40 presses, each delivered twice.
const people = 20;
/** Within the first seconds, while lines are answered, so that no job is killed three times: that one would be a dead letter, rightly. */
const mostKills = 10;
const names = (kind: string) => Array.from({ length: people }, (_, index) => `${kind}-${index}`);
const scaled = names('scaled');
const stopped = names('stopped');
const user = (service: string) => `U${service.toUpperCase().replace('-', '0')}`;

/** A killed function's message comes again when its visibility ends, three minutes later. */
const patience = 900_000;

const test = botTest({
  speed: 1000,
  access: { grants: [{ who: [...scaled, ...stopped].map(user), may: 'change', on: '*' }] },
});
test.beforeAll(async () => {
  const template = await bot.service('hello-world', 'hands-on');
  for (const serviceName of [...scaled, ...stopped]) {
    await bot.ecs.send(
      new CreateServiceCommand({
        cluster: 'hands-on',
        serviceName,
        taskDefinition: template?.taskDefinition,
        desiredCount: serviceName.startsWith('stopped') ? 2 : 0,
        launchType: 'FARGATE',
        networkConfiguration: template?.networkConfiguration,
      }),
    );
  }
  await waitFor('two tasks of each service that loses one', async () => {
    const counts = await Promise.all(stopped.map((name) => bot.service(name, 'hands-on')));
    return counts.every((service) => service?.runningCount === 2);
  });
  // Whom ECS's events find at work beside the worker is for the simulation to show: here they would be most of the requests.
  for (const rule of bot.world.rules) rule.state = 'DISABLED';
});

test('80 jobs delivered twice, with workers killed half-way: every change happens once, everybody is answered', async () => {
  const killer = keepKilling();
  const line = (name: string) =>
    name.startsWith('scaled') ? `scale hands-on/${name} 1` : `stop-task hands-on/${name}`;
  const all = [...scaled, ...stopped];

  await Promise.all(all.map((name) => bot.queue(commandJob(line(name), person(name)), 2)));
  const cards = await Promise.all(
    all.map((name) => waitFor(`the card of ${name}`, () => cardOf(name), patience)),
  );

  await Promise.all(
    all.map((name, index) => bot.queue(pressJob(`confirm ${cards[index]}`, person(name, 'press')), 2)),
  );
  await waitFor('an empty queue', async () => (await waiting()) === 0, patience);
  killer.stop();
  await waitFor('an empty queue', async () => (await waiting()) === 0, patience);

  expect(killer.kills()).toBe(mostKills);
  for (const name of scaled) expect((await bot.service(name, 'hands-on'))?.desiredCount, name).toBe(1);
  for (const name of stopped) expect(await everStopped(name), name).toHaveLength(1);
  for (const name of all) {
    expect(answers(`${name}-line`).length, `${name} is shown a card`).toBeGreaterThanOrEqual(1);
    expect(answers(`${name}-press`).length, `${name}'s press is answered`).toBeGreaterThanOrEqual(1);
  }
  expect(await waiting('ecs-ops-bot-local-commands-dead.fifo')).toBe(0);
}, 400_000);

/** Kills the worker's instances, busy or not, every now and then. */
function keepKilling() {
  let kills = 0;
  const timer = setInterval(() => {
    if (kills >= mostKills) return;
    kills += 1;
    bot.world.kill('worker');
  }, 600);
  return { stop: () => clearInterval(timer), kills: () => kills };
}

function person(name: string, step = 'line'): Person {
  return {
    userId: user(name),
    channelId: 'C0LOCAL0OPS',
    responseUrl: bot.sink.responseUrl(`${name}-${step}`),
  };
}

function answers(to: string): Sunk[] {
  return bot.sink.received.filter((sunk) => sunk.to === to);
}

function cardOf(name: string): string | undefined {
  return answers(`${name}-line`)
    .map(({ body }) => /"confirm ([0-9a-f]{32})"/.exec(JSON.stringify(body))?.[1])
    .find((id) => id !== undefined);
}

async function everStopped(serviceName: string) {
  const { taskArns = [] } = await bot.ecs.send(
    new ListTasksCommand({ cluster: 'hands-on', serviceName, desiredStatus: 'STOPPED' }),
  );
  return taskArns;
}

/** Messages of a queue, in flight or not. */
async function waiting(name = 'ecs-ops-bot-local-commands.fifo'): Promise<number> {
  const { Attributes = {} } = await bot.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: bot.world.queueUrl(name), AttributeNames: ['All'] }),
  );
  return (
    Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible)
  );
}
