import {
  DescribeTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { seedDigest } from '../../infra/local/ecr/seed.ts';
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

test('a tag is deployed, told to its end, and undone by a rollback that says so', async () => {
  await make('deploy shop/api 2.0.0', /`shop\/api`: <@U0OPERATOR> is deploying `2.0.0`/);
  await make('deploy hands-on/hello-world 1.0.0', /<@U0OPERATOR> deployed `1.0.0`/);
  const { taskDefinition } = await bot.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: 'shop-api' }),
  );
  expect(taskDefinition?.containerDefinitions?.[0]?.image).toMatch(/\/shop\/api:2\.0\.0@sha256:/);
  const undo = await waitFor('an Undo', () => undoOf(/shop\/api/));
  const card = await talk.pressed(undo, talk.someone(operator));
  expect(JSON.stringify(card)).toContain('Undo the deployment: roll `shop/api` back to `shop-api:1`?');
  await talk.pressed(`confirm ${talk.cardIn(card)}`, talk.someone(operator));
  await waitFor('the rollback', () =>
    texts().find((text) => /shop\/api.*<@U0OPERATOR> rolled it back to `shop-api:1`/.test(text)),
  );
  expect(texts().some((text) => /deployed `2\.0\.0`.*<@U0OPERATOR> undoes this/.test(text))).toBe(true);
});

test('a role that the bot may not pass on is named in place of a card', async () => {
  const { taskDefinition: found } = await bot.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: 'shop-worker' }),
  );
  const { family, requiresCompatibilities, networkMode, cpu, memory, containerDefinitions } = found!;
  const content = { family, requiresCompatibilities, networkMode, cpu, memory, containerDefinitions };
  const executionRoleArn = 'arn:aws:iam::123456789012:role/other';
  await bot.ecs.send(new RegisterTaskDefinitionCommand({ ...content, executionRoleArn }));
  await bot.ecs.send(
    new UpdateServiceCommand({ cluster: 'shop', service: 'worker', taskDefinition: 'shop-worker:2' }),
  );
  const line = `deploy shop/worker ${seedDigest('shop/worker', '0.8.4')}`;
  const answer = await talk.typed(line, talk.someone(operator));
  expect(talk.text(answer)).toMatch(
    /^The bot may not pass `arn:aws:iam::123456789012:role\/other` on to tasks.*with that in `--pass-roles`/,
  );
  expect(talk.cardIn(answer)).toBe('none');
  expect(await bot.service('worker', 'shop')).toMatchObject({
    taskDefinition: expect.stringMatching(/shop-worker:2$/),
  });
});

test('an image from a repository that the service does not have is refused to whoever no grant names it', async () => {
  const nginx = 'public.ecr.aws/nginx/nginx';
  const answer = await talk.typed(`deploy shop/web ${nginx}:1.29`, talk.someone(operator));
  expect(String(answer.body.text)).toContain(`not from \`${nginx}\`; nothing was changed`);
});

/** The line of the Undo button in the newest message about this. */
function undoOf(about: RegExp): string | undefined {
  const found = bot.sink.received
    .filter(({ body }) => about.test(String(body.text)))
    .flatMap(({ body }) => /"(undo [0-9a-f]{32})"/.exec(JSON.stringify(body))?.[1] ?? []);
  return found.at(-1);
}
