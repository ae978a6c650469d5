import { ListTasksCommand, UpdateServiceCommand, UpdateTaskProtectionCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

const stops: string[] = [];

const test = botTest({
  onRequest: ({ action }) => {
    if (action === 'StopTask') stops.push(action);
  },
});

test('a drill stops one task, times the healing and closes with a verdict', async () => {
  const card = await talk.typed('drill shop/web');
  expect(talk.text(card)).toContain('Drill: stop a task of `shop/web` and time the healing?');
  await talk.pressed(`confirm ${talk.cardIn(card)}`);
  const end = await waitFor(
    'a verdict',
    () =>
      bot.sink.received.find(
        ({ method, body }) => method === 'chat.update' && /Drill passed/.test(JSON.stringify(body.blocks)),
      ),
    120_000,
  );
  expect(JSON.stringify(end.body.blocks)).toMatch(/healed in \*\d+ s( to \d+ s)?\*/);
  expect(JSON.stringify(end.body.blocks)).toContain('2 of 3 tasks kept running');
  expect(stops).toHaveLength(1);
}, 150_000);

test('where it is not safe it is refused, and stops nothing', async () => {
  stops.length = 0;
  await bot.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'worker', desiredCount: 1 }));
  await waitFor('one task of the worker', async () => /fewer than two/.test(await refusalOf('shop/worker')));
  expect(await refusalOf('shop/worker')).toContain('fewer than two tasks');
  const { taskArns = [] } = await bot.ecs.send(new ListTasksCommand({ cluster: 'shop', serviceName: 'api' }));
  await bot.ecs.send(
    new UpdateTaskProtectionCommand({ cluster: 'shop', tasks: taskArns, protectionEnabled: true }),
  );
  expect(await refusalOf('shop/api')).toContain('Every task of `shop/api` is protected');
  expect(stops).toEqual([]);
});

async function refusalOf(target: string): Promise<string> {
  return talk.text(await talk.typed(`drill ${target}`));
}
