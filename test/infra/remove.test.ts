import { expect, onTestFinished, test } from 'vitest';
import { leftoverLine, listLeftovers } from '../../infra/deploy/leftovers.ts';
import { deleteLogGroups } from '../../infra/deploy/log-groups.ts';
import { deleteSchedules, removeRest } from '../../infra/deploy/remove-bot.ts';
import { type Account, othersIn, wellAccount, withoutStack } from '../helpers/deployed-account.ts';
import { startAccount } from '../helpers/deployed-operations.ts';

async function start(account: Account) {
  const world = await startAccount(account);
  onTestFinished(world.close);
  return world;
}

test('before the removal each kind is found, and nothing of another stage', async () => {
  const { clients } = await start(othersIn(wellAccount()));
  const found = await listLeftovers(clients, 'prod');
  expect(found.filter(({ names }) => names.length === 0)).toEqual([]);
  expect(JSON.stringify(found)).not.toMatch(/production|shop/);
});

test('secrets, schedules and log groups that outlive the stack are deleted; another stage keeps its own', async () => {
  const account = othersIn(withoutStack(wellAccount()));
  const { clients } = await start(account);
  expect(await removeRest(clients, 'prod')).toEqual([
    '/ecs-ops-bot/prod/slack-signing-secret',
    '/ecs-ops-bot/prod/slack-bot-token',
    'ecs-ops-bot-prod-return-1',
    '/aws/lambda/ecs-ops-bot-prod-slack',
  ]);
  expect(Object.keys(account.parameters)).toEqual(['/ecs-ops-bot/production/slack-bot-token']);
  expect(account.logGroups).toEqual(['/aws/lambda/ecs-ops-bot-production-slack']);
  expect(account.schedules).toEqual(['ecs-ops-bot-production-return-1']);
  const found = await listLeftovers(clients, 'prod');
  // The records of changes stay.
  expect(found.flatMap(({ names, problem }) => [...names, ...(problem ? [problem] : [])])).toEqual([
    'ecs-ops-bot-prod-audit',
  ]);
  expect(found.map(leftoverLine)).toContain('OK    queues: none left');
});

test('what is gone by itself between the look and the deletion is no trouble', async () => {
  const account = wellAccount();
  const { clients } = await start(account);
  await deleteSchedules(clients.scheduler, ['ecs-ops-bot-prod-return-0', 'ecs-ops-bot-prod-return-1']);
  await deleteLogGroups(clients.logs, [
    '/aws/lambda/ecs-ops-bot-prod-x',
    '/aws/lambda/ecs-ops-bot-prod-slack',
  ]);
  expect([account.schedules, account.logGroups]).toEqual([[], []]);
});

test('a kind that may not be listed is no proof, and says so', async () => {
  const account = withoutStack(wellAccount());
  account.denied.push('ListQueues');
  const { clients } = await start(account);
  const lines = (await listLeftovers(clients, 'prod')).map(leftoverLine);
  expect(lines).toContainEqual(expect.stringMatching(/^WARN {2}queues: could not look \(AccessDenied/));
});
