import { DescribeTasksCommand, ListTasksCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import stored from '../fixtures/stored/before-deployments.json' with { type: 'json' };
import { restore } from '../helpers/stored.ts';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

// What the code left in its tables that knew no strategies, hooks, restarts and rollbacks yet: an episode of a rolling deployment in progress, cards
// that nobody had pressed, a change for a time with its timer, and a lease that remembers it.

const test = botTest({ speed: 2 });

const [shop, handsOn] = ['shop', 'hands-on'];
const { cards } = stored;
const tasksOf = async (cluster: string, serviceName: string) => {
  const { taskArns: tasks = [] } = await bot.ecs.send(new ListTasksCommand({ cluster, serviceName }));
  return (await bot.ecs.send(new DescribeTasksCommand({ cluster, tasks }))).tasks ?? [];
};
const idOf = (arn = '') => arn.slice(arn.lastIndexOf('/') + 1);
const episode = stored.own.find(({ pk, sk }) => pk === 'service#shop/web' && sk === 'episode')?.record
  ?.episode;
const [delivery = { ts: '' }] =
  stored.own.find(({ pk, sk }) => pk === 'service#shop/web' && sk === 'episode')?.record?.deliveries ?? [];
/** No other message here has this one's `ts`. */
const messageHere = '1700000099.000001';

test.beforeAll(async () => {
  const update = { cluster: shop, service: 'web', forceNewDeployment: true };
  await bot.ecs.send(new UpdateServiceCommand(update));
  const begun = await waitFor('its tasks', async () => {
    const deployments = (await bot.service('web'))?.deployments ?? [];
    const [primary, active] = deployments;
    const tasks = (await tasksOf(shop, 'web')).filter(({ startedBy }) => startedBy === primary?.id);
    return tasks.length === 3 && { primary: primary?.id ?? '', active: active?.id ?? '', tasks };
  });
  const [stopped] = await tasksOf(handsOn, 'hello-world');
  const recordedTasks = Object.keys(episode?.facts.tasks ?? {});
  const [primary = '', active = ''] = Object.keys(episode?.revisions ?? {});
  const card = stored.own.find(({ pk }) => pk.includes(cards.stop))?.value?.change;
  await restore(bot, stored, [
    [delivery.ts, messageHere],
    [primary, begun.primary],
    [active, begun.active],
    ...recordedTasks.map((id, index) => [id, idOf(begun.tasks[index]?.taskArn)] as const),
    [idOf(card?.taskArn), idOf(stopped?.taskArn)],
  ]);
});

test('a lease remembers what was just set, for ECS may not show it yet', async () => {
  expect(await bot.desiredCount('api')).toBe(2);
  expect(talk.text(await talk.typed('scale shop/api 5'))).toContain('from 3 to 5');
  await bot.ecs.send(new UpdateServiceCommand({ cluster: shop, service: 'api', desiredCount: 3 }));
});

test('the count that was set for a time goes back when its timer fires', async () => {
  expect(await bot.desiredCount('api')).toBe(3);
  await bot.sqs.send(
    new SendMessageCommand({
      QueueUrl: bot.queueUrl,
      MessageBody: JSON.stringify({ kind: 'return', changeId: cards.timed, setAt: Date.now() }),
      MessageGroupId: `return-${cards.timed}`,
      MessageDeduplicationId: 'the-timer',
    }),
  );
  await waitFor('the count before', async () => (await bot.desiredCount('api')) === 2, 60_000);
});

test('cards that nobody had pressed are confirmed', async () => {
  await talk.pressed(`confirm ${cards.scale}`);
  expect(await bot.desiredCount('worker')).toBe(2);
  const before = (await tasksOf(handsOn, 'hello-world')).map(({ taskArn }) => taskArn);
  await talk.pressed(`confirm ${cards.stop}`);
  await waitFor('another task', async () => {
    const now = await tasksOf(handsOn, 'hello-world');
    return now.some(({ taskArn }) => !before.includes(taskArn));
  });
});

test('the rolling deployment goes on in its message, and ends there', async () => {
  const edits = () => bot.sink.received.filter(({ method }) => method === 'chat.update');
  const ends = () =>
    edits().filter((sunk) => /^`shop\/web`: rolled out.*Steady again/s.test(talk.text(sunk)));
  await waitFor('its end', () => ends().length > 0, 600_000);
  expect(edits().some(({ body }) => body.ts === messageHere)).toBe(true);
  expect(talk.posts().filter((sunk) => talk.text(sunk).includes('shop/web'))).toEqual([]);
});
