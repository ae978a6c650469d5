import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployBot } from '../../infra/deploy/deploy-bot.ts';
import { removeBot } from '../../infra/deploy/remove-bot.ts';
import { type Account, othersIn, wellAccount, withoutStack } from '../helpers/deployed-account.ts';
import { startAccount } from '../helpers/deployed-operations.ts';
import { stagedService } from '../helpers/package.ts';

// The whole life of a bot, with osls itself: deployed, deployed again, removed.
const account: Account = othersIn(withoutStack(wellAccount()));
let world: Awaited<ReturnType<typeof startAccount>>;
let staged: ReturnType<typeof stagedService>;
beforeAll(async () => {
  staged = stagedService();
  world = await startAccount(account);
}, 30_000);
afterAll(async () => {
  staged?.remove();
  await world?.close();
});

function options() {
  const env = {
    AWS_ENDPOINT_URL: world.url,
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    // osls looks at the stack's events this often, in ms.
    SLS_AWS_MONITORING_FREQUENCY: '20',
  };
  return {
    clients: world.clients,
    osls: { root: staged.root, quiet: true, env },
    region: 'eu-west-1',
    stage: 'prod',
  };
}
const environment = (name: string) => account.functions[`ecs-ops-bot-prod-${name}`]?.environment;

const role = 'arn:aws:iam::123456789012:role/hands-on-execution-eu-west-1';
const handsOnOutputs = {
  Subnets: 'subnet-1,subnet-2',
  SecurityGroup: 'sg-1',
  TargetGroupArn: 'arn:aws:x:target-group',
  ExecutionRoleArn: role,
  LogGroup: '/ecs/hands-on',
};
/** What the worker knows from the second deploy on. */
const changed = {
  DEFAULT_CHANNEL: 'C0123ABCD',
  MAX_DESIRED_COUNT: '7',
  HANDS_ON: 'on',
  HANDS_ON_SUBNETS: 'subnet-1,subnet-2',
  HANDS_ON_SECURITY_GROUP: 'sg-1',
  HANDS_ON_TARGET_GROUP: 'arn:aws:x:target-group',
  HANDS_ON_EXECUTION_ROLE: role,
  HANDS_ON_LOG_GROUP: '/ecs/hands-on',
  PASS_ROLES: 'arn:aws:iam::123456789012:role/ecs/*',
};

test('the first deploy hands the settings to the functions, and says the address', async () => {
  const given = { 'team-id': 'T0123ABCD', 'default-channel': 'C0123ABCD' };
  const said = await deployBot({ ...options(), given });
  expect(said).toContain(`The bot answers at ${world.url}/slack`);
  expect(environment('slack')?.SLACK_TEAM_ID).toBe('T0123ABCD');
  expect(environment('worker')).toMatchObject({
    DEFAULT_CHANNEL: 'C0123ABCD',
    MAX_DESIRED_COUNT: '20',
  });
  expect(environment('task-events')?.DEFAULT_CHANNEL).toBe('C0123ABCD');
}, 60_000);

test('a second deploy changes what it is told and keeps the rest; with --hands-on the outputs of its stack go along, and the roles to pass are looked up', async () => {
  await expect(deployBot({ ...options(), given: { 'hands-on': 'on' } })).rejects.toThrow(
    /There is no hands-on stack in eu-west-1: create it with npm run hands-on -- up/,
  );
  account.handsOn = { ...handsOnOutputs, LogGroup: '' };
  await expect(deployBot({ ...options(), given: { 'hands-on': 'on' } })).rejects.toThrow(/is not ready/);
  account.handsOn = handsOnOutputs;
  account.roles.push('ecs/web');
  await expect(deployBot({ ...options(), given: { 'pass-roles': '/web/*' } })).rejects.toThrow(
    /no role under/,
  );
  const given = { 'hands-on': 'on', 'max-desired-count': '7', 'pass-roles': '/ecs/*' };
  await deployBot({ ...options(), given });
  expect(environment('worker')).toMatchObject({ ...changed, DEPLOYMENTS: 'on' });
  expect(environment('slack')?.SLACK_TEAM_ID).toBe('T0123ABCD');
}, 60_000);

test('what was set stays until it is set otherwise; with --deployments=off both functions know', async () => {
  await deployBot({ ...options(), given: { deployments: 'off' } });
  expect(environment('worker')).toMatchObject({ ...changed, DEPLOYMENTS: 'off' });
  expect(environment('task-events')).toMatchObject({ DEPLOYMENTS: 'off' });
  const given = { 'hands-on': 'off', deployments: 'on', 'pass-roles': '' };
  await deployBot({ ...options(), given });
  expect(environment('worker')).toMatchObject({
    ...{ DEFAULT_CHANNEL: 'C0123ABCD', MAX_DESIRED_COUNT: '7' },
    ...{ HANDS_ON: 'off', HANDS_ON_SUBNETS: '', DEPLOYMENTS: 'on', PASS_ROLES: 'none' },
  });
  account.roles = account.roles.filter((role) => role !== 'ecs/web');
}, 60_000);

test('a removal leaves nothing, says so, and touches nothing else', async () => {
  const { deleted, leftovers, kept } = await removeBot({ ...options(), withAudit: false });
  expect(deleted).toHaveLength(4);
  expect(kept).toBe('ecs-ops-bot-prod-audit');
  expect(account.tables).toEqual({ 'ecs-ops-bot-prod-audit': 'ACTIVE' });
  expect(leftovers.filter(({ names, problem }) => names.length > 0 || problem !== undefined)).toEqual([]);
  expect(account.objects).toEqual({});
  expect(Object.keys(account.parameters)).toEqual(['/ecs-ops-bot/production/slack-bot-token']);
}, 60_000);

test('where there is nothing to remove, nothing is asked of osls', async () => {
  const before = world.sent.length;
  const { deleted } = await removeBot({ ...options(), withAudit: false });
  expect(deleted).toEqual([]);
  expect(world.sent.slice(before).map(({ operation }) => operation)).not.toContain('DeleteStack');
}, 60_000);

test('the records that a removal kept are taken up by the next deploy, as often as it is deployed', async () => {
  const given = { 'team-id': 'T0123ABCD' };
  await deployBot({ ...options(), given });
  expect(account.owned).toEqual(['ecs-ops-bot-prod']);
  await deployBot({ ...options(), given: {} });
  expect(account.tables).toEqual({ 'ecs-ops-bot-prod': 'ACTIVE', 'ecs-ops-bot-prod-audit': 'ACTIVE' });
}, 120_000);

test('with the audit the records go too, and the next deploy makes their table', async () => {
  const { deleted, kept, leftovers } = await removeBot({ ...options(), withAudit: true });
  expect(deleted).toContain('ecs-ops-bot-prod-audit');
  expect(kept).toBeUndefined();
  expect(leftovers.flatMap(({ names }) => names)).toEqual([]);
  await deployBot({ ...options(), given: { 'team-id': 'T0123ABCD' } });
  expect(account.owned).toEqual(['ecs-ops-bot-prod', 'ecs-ops-bot-prod-audit']);
}, 120_000);

test('what osls says when it fails is passed on', async () => {
  account.denied = ['UpdateStack'];
  await expect(deployBot({ ...options(), given: { 'team-id': 'T0123ABCD' } })).rejects.toThrow(
    /^osls deploy failed:\n/,
  );
}, 60_000);
