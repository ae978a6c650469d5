import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

const test = botTest();

const operator = 'U0OPERATOR';
const web = { cluster: 'shop', service: 'web' };

/** The texts of the messages in channels, as posted and as edited since. */
const texts = () =>
  bot.sink.received
    .filter(({ method }) => method === 'chat.postMessage' || method === 'chat.update')
    .map(({ body }) => String(body.text));

/** Types a line, presses its card, and waits for the channel's message to say this. */
async function make(line: string, end: RegExp): Promise<string> {
  const card = talk.cardIn(await talk.typed(line, talk.someone(operator)));
  await talk.pressed(`confirm ${card}`, talk.someone(operator));
  return waitFor(`a message that says ${end}`, () => texts().find((text) => end.test(text)), 600_000);
}

test('a restart is told as what somebody asked for, from its start to its end', async () => {
  await make('restart shop/web', /<@U0OPERATOR> is restarting it/);
  await make('restart shop/api', /<@U0OPERATOR> restarted it/);
});

test('a rollback of the deployment in progress is told as asked for: nothing has failed, and nothing notifies', async () => {
  const lifecycleHooks = [{ targetType: 'PAUSE' as const, lifecycleStages: ['POST_SCALE_UP' as const] }];
  const deploymentConfiguration = { lifecycleHooks };
  const given = { ...web, deploymentConfiguration, forceNewDeployment: true };
  await bot.ecs.send(new UpdateServiceCommand(given));
  const told = await make('rollback shop/web', /<@U0OPERATOR> rolled it back to `shop-web:1`/);
  expect(told).not.toMatch(/failed/);
  expect(texts().filter((text) => /`shop\/web`.*(failed|hangs)/.test(text))).toEqual([]);
});
