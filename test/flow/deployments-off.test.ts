import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

const test = botTest({ params: { deployments: 'off' } });

test('a bot without deployments tells of one that waits, and neither offers nor takes an answer', async () => {
  const lifecycleHooks = [{ targetType: 'PAUSE' as const, lifecycleStages: ['POST_SCALE_UP' as const] }];
  const deploymentConfiguration = { lifecycleHooks };
  const web = { cluster: 'shop', service: 'web' };
  await bot.ecs.send(new UpdateServiceCommand({ ...web, deploymentConfiguration, forceNewDeployment: true }));
  const waiting = await waitFor('a message of the hook', () =>
    bot.sink.received.find(
      ({ method, body }) =>
        /^chat\.(?:postMessage|update)$/.test(method) &&
        /"service shop\/web"/.test(JSON.stringify(body.blocks)) &&
        /waits for a person/.test(JSON.stringify(body)),
    ),
  );
  expect(JSON.stringify(waiting.body.blocks)).not.toMatch(/"continue shop/);

  const someone = talk.someone('U0OPERATOR');
  const { body } = await talk.typed('continue shop/web', someone);
  expect(body.text).toMatch(/deployed with `--deployments=off`: deploy it again with `--deployments=on`/);
});

test('the doctor misses no right that such a bot has not', async () => {
  const { body } = await talk.typed('doctor', talk.someone('U0OPERATOR'));
  expect(body.text).toMatch(/has all \d+ rights that can be tested/);
});
