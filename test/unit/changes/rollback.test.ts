import { BatchDeleteImageCommand } from '@aws-sdk/client-ecr';
import {
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  type ListServiceDeploymentsCommandOutput,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { test as base, expect } from 'vitest';
import { listServiceDeployments } from '../../../src/aws/ecs/service-deployments.ts';
import { describeService } from '../../../src/aws/ecs/services.ts';
import type { RollbackChange } from '../../../src/changes/change.ts';
import type { Clients } from '../../../src/changes/kinds/kind.ts';
import { rollbackChange, rollbackKind } from '../../../src/changes/kinds/rollback.ts';
import { dispatch } from '../../../src/commands/line/dispatch.ts';
import { en } from '../../../src/messages/en/index.ts';
import { cardFacts } from '../../../src/views/changes/card.ts';
import { type CommandAccount, refusalOf, startTestAccount } from '../../helpers/command-account.ts';
import { pushIndexTo } from '../../helpers/local-ecr.ts';

/** Each test deploys, so each has an account of its own. */
const test = base.extend('account', async ({ task: _ }, { onCleanup }) => {
  const account = await startTestAccount();
  onCleanup(account.close);
  return account;
});

const web = { cluster: 'shop', service: 'web' };
const tenMinutes = 600_000;

/** Registers a revision of shop-web with this tag. */
async function register({ ecs }: CommandAccount, tag: string): Promise<void> {
  const { taskDefinition } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: 'shop-web' }),
  );
  const { family, requiresCompatibilities, networkMode, cpu, memory, executionRoleArn } = taskDefinition!;
  const [container] = taskDefinition!.containerDefinitions!;
  const image = `${container!.image!.split(':')[0]}:${tag}`;
  const containerDefinitions = [{ ...container!, image }];
  const sizes = { requiresCompatibilities, networkMode, cpu, memory, executionRoleArn };
  await ecs.send(new RegisterTaskDefinitionCommand({ family, ...sizes, containerDefinitions }));
}

/** Registers one, and begins its deployment. */
async function deploy(account: CommandAccount, tag: string): Promise<void> {
  await register(account, tag);
  await account.ecs.send(new UpdateServiceCommand({ ...web, taskDefinition: 'shop-web' }));
}

const clientsOf = ({ ecs, context }: CommandAccount): Clients => ({ ...context, ecs, ecsOnce: ecs });

async function rollbackOf(account: CommandAccount, line = 'rollback shop/web'): Promise<RollbackChange> {
  const { outcome } = await account.run(line);
  if (outcome.type !== 'change' || outcome.change.type !== 'rollback') throw new Error('no rollback');
  return outcome.change;
}

async function runs({ ecs }: CommandAccount): Promise<string | undefined> {
  return (await describeService(ecs, 'shop', 'web'))?.taskDefinition;
}

test('it goes back to what last ran successfully, and from there forth again', async ({ account }) => {
  await deploy(account, '1.4.1');
  await account.clock.advance(tenMinutes);
  const change = await rollbackOf(account);
  expect(change).toMatchObject({
    before: { taskDefinition: 'shop-web:2' },
    after: { taskDefinition: 'shop-web:1' },
    differences: [{ name: 'image' }],
    keeps: 3,
  });
  expect(change.stops).toBeUndefined();
  const facts = cardFacts(change, en, account.clock.now()).join('\n');
  expect(facts).toContain('`shop-web:2` → `shop-web:1`');
  expect(facts).toContain('1.4.1');
  expect(facts).toContain('stay as they are');
  const { made } = await rollbackKind.apply(clientsOf(account), change, 'U0OPERATOR');
  expect(made).toMatch(/^ecs-svc\//);
  await account.clock.advance(tenMinutes);
  expect(await runs(account)).toBe('shop-web:1');
  expect((await rollbackOf(account)).after.taskDefinition).toBe('shop-web:2');
});

test('a deployment in progress is ended, and ECS goes back to what ran before it', async ({ account }) => {
  await deploy(account, '1.4.1');
  const change = await rollbackOf(account);
  expect(change).toMatchObject({ after: { taskDefinition: 'shop-web:1' }, stops: expect.any(String) });
  const decidedAt = new Date(account.clock.now()).toISOString();
  const clients = clientsOf(account);
  expect(await rollbackKind.findMade?.(clients, change, decidedAt, account.clock.now())).toBe(
    'nothing known',
  );
  await rollbackKind.apply(clients, change, 'U0OPERATOR');
  expect(await refusalOf(account.run('rollback shop/web'))).toMatchObject({ why: 'alreadyRolling' });
  expect(await rollbackKind.findMade?.(clients, change, decidedAt, account.clock.now())).toBe('made');
  await account.clock.advance(tenMinutes);
  expect(await runs(account)).toBe('shop-web:1');
});

test('a deployment that a newer one has replaced was not rolled back', async ({ account }) => {
  await account.clock.advance(tenMinutes);
  await deploy(account, '1.4.2');
  const change = await rollbackOf(account);
  const decidedAt = new Date(account.clock.now()).toISOString();
  await account.clock.advance(2000);
  await deploy(account, '1.4.1');
  await account.clock.advance(tenMinutes);
  const found = await rollbackKind.findMade?.(clientsOf(account), change, decidedAt, account.clock.now());
  expect(found).toBe('overtaken');
});

test('the card is stale as soon as the deployment that it would end has ended', async ({ account }) => {
  await deploy(account, '1.4.1');
  const change = await rollbackOf(account);
  const clients = clientsOf(account);
  expect(await rollbackKind.inspect(clients, change, [])).toMatchObject({ stale: false });
  await account.clock.advance(tenMinutes);
  expect(await rollbackKind.inspect(clients, change, [])).toMatchObject({ stale: true });
  const decidedAt = new Date(account.clock.now()).toISOString();
  expect(await rollbackKind.findMade?.(clients, change, decidedAt, account.clock.now())).toBe('overtaken');
});

test.for([
  ['rollback shop/web', { code: 'noRollback', why: 'nothingBefore' }],
  ['rollback shop/web 1', { code: 'noRollback', why: 'sameRevision', taskDefinition: 'shop-web:1' }],
  ['rollback shop/web 7', { code: 'noRollback', why: 'unknownRevision', taskDefinition: 'shop-web:7' }],
  ['rollback shop/web shop-api:1', { code: 'otherFamily', family: 'shop-web', given: 'shop-api:1' }],
  ['rollback media/player', { code: 'deployedElsewhere', owner: 'CODE_DEPLOY' }],
  ['rollback media/site', { code: 'deployedElsewhere', owner: 'EXPRESS' }],
  ['rollback shop/web nonsense', { code: 'badWord', why: 'notARevision' }],
] as const)('%s is refused', async ([line, problem], { account }) => {
  expect(await refusalOf(account.run(line))).toMatchObject(problem);
});

test('a revision that is not the source of the deployment in progress is refused, and one that was deregistered', async ({
  account,
}) => {
  await deploy(account, '1.4.1');
  await account.clock.advance(tenMinutes);
  await deploy(account, '1.4.0');
  expect(await refusalOf(account.run('rollback shop/web 1'))).toMatchObject({ why: 'notItsSource' });
  await account.clock.advance(tenMinutes);
  expect((await rollbackOf(account, 'rollback shop/web 1')).after.taskDefinition).toBe('shop-web:1');
  await account.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'shop-web:2' }));
  expect(await rollbackOf(account)).toMatchObject({
    after: { taskDefinition: 'shop-web:2' },
    registersAfter: 3,
  });
});

test('what was deregistered is registered again, once, and the service goes back to that', async ({
  account,
}) => {
  const { ecs } = account;
  await deploy(account, '1.4.1');
  await account.clock.advance(tenMinutes);
  await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'shop-web:1' }));
  const change = await rollbackOf(account);
  expect(change).toMatchObject({ after: { taskDefinition: 'shop-web:1' }, registersAfter: 2 });
  const facts = cardFacts(change, en, account.clock.now()).join('\n');
  expect(facts).toContain('`shop-web:1` was deregistered, so its content is registered again');
  const clients = clientsOf(account);
  expect((await rollbackKind.inspect(clients, change, [])).stale).toBe(false);
  const decidedAt = new Date(account.clock.now()).toISOString();
  const found = () => rollbackKind.findMade?.(clients, change, decidedAt, account.clock.now());
  expect(await found()).toBe('nothing known');
  const { change: ready, made } = await rollbackKind.prepare!(clients, change, false);
  expect(made).toBe('shop-web:3');
  // A second try finds it.
  expect((await rollbackKind.prepare!(clients, change, true)).made).toBe('shop-web:3');
  await rollbackKind.apply(clients, ready, 'U0OPERATOR');
  expect(await found()).toEqual({ made: expect.stringMatching(/^ecs-svc\//) });
  await account.clock.advance(tenMinutes);
  expect(await runs(account)).toBe('shop-web:3');
  await ecs.send(new UpdateServiceCommand({ ...web, taskDefinition: 'shop-web:2' }));
  expect(await found()).toBe('overtaken');
});

test('a card is stale when its revision was deregistered meanwhile', async ({ account }) => {
  await deploy(account, '1.4.1');
  await account.clock.advance(tenMinutes);
  const change = await rollbackOf(account);
  await account.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'shop-web:1' }));
  expect((await rollbackKind.inspect(clientsOf(account), change, [])).stale).toBe(true);
});

test('of a deployment that began over another, the card names what ECS goes back to: the last that was completed', async ({
  account,
}) => {
  await deploy(account, '1.4.1');
  await account.clock.advance(5_000);
  await deploy(account, '1.4.0');
  await account.clock.advance(5_000);
  const change = await rollbackOf(account);
  expect(change).toMatchObject({ after: { taskDefinition: 'shop-web:1' }, stops: expect.any(String) });
  expect(await refusalOf(account.run('rollback shop/web 2'))).toMatchObject({ why: 'notItsSource' });
  await rollbackKind.apply(clientsOf(account), change, 'U0OPERATOR');
  await account.clock.advance(tenMinutes);
  expect(await runs(account)).toBe('shop-web:1');
});

test('a newer revision that never ran here is a deployment, not a rollback; one that ran is none', async ({
  account,
}) => {
  await register(account, '1.4.1');
  expect(await refusalOf(account.run('rollback shop/web 2'))).toMatchObject({ why: 'neverRan' });
  await deploy(account, '1.4.0');
  await account.clock.advance(tenMinutes);
  await rollbackKind.apply(clientsOf(account), await rollbackOf(account), 'U0OPERATOR');
  await account.clock.advance(tenMinutes);
  expect((await rollbackOf(account, 'rollback shop/web 3')).after.taskDefinition).toBe('shop-web:3');
  expect(await refusalOf(account.run('rollback shop/web 2'))).toMatchObject({ why: 'neverRan' });
});

test('what ran more than ninety days ago is known from the deployment that replaced it', async ({
  account,
}) => {
  const { ecs } = account;
  const [first] = await listServiceDeployments(ecs, web, { most: 1 });
  await deploy(account, '1.4.1');
  await account.clock.advance(tenMinutes);
  ecs.middlewareStack.add(
    (next) => async (given) => {
      const { output, ...rest } = await next(given);
      const { serviceDeployments: all } = output as ListServiceDeploymentsCommandOutput;
      // ECS has forgotten the first one.
      const serviceDeployments = all?.filter(
        ({ serviceDeploymentArn }) => serviceDeploymentArn !== first?.arn,
      );
      return { ...rest, output: { ...output, ...(all && { serviceDeployments }) } };
    },
    { step: 'initialize' },
  );
  const change = await rollbackOf(account);
  expect(change).toMatchObject({ after: { taskDefinition: 'shop-web:1' }, ranAt: expect.any(String) });
});

test('who may look at nothing but the service sees what it ran before, and can bring it back', async ({
  account,
}) => {
  await deploy(account, '1.4.1');
  await account.clock.advance(tenMinutes);
  const { context } = account;
  const access = { ...context.access, readable: async () => ({ type: 'some', on: ['shop/web'] }) as const };
  const ask = (line: string) => dispatch(line, { ...context, access });
  expect((await ask('rollback shop/web')).outcome).toMatchObject({
    change: { after: { taskDefinition: 'shop-web:1' }, differences: [{ name: 'image' }] },
  });
  expect(await refusalOf(ask('rollback shop/api'))).toMatchObject({ code: 'unknownService' });
});

test('a deployment in progress is ended though its source was deregistered, as Terraform does', async ({
  account,
}) => {
  await deploy(account, '1.4.1');
  await account.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'shop-web:1' }));
  const change = await rollbackOf(account);
  expect(change).toMatchObject({ after: { taskDefinition: 'shop-web:1' }, stops: expect.any(String) });
  await rollbackKind.apply(clientsOf(account), change, 'U0OPERATOR');
  await account.clock.advance(tenMinutes);
  expect(await runs(account)).toBe('shop-web:1');
});

test('a deregistered revision with a role that the bot may not pass on is refused before there is a card', async ({
  account,
}) => {
  await deploy(account, '1.4.1');
  await account.clock.advance(tenMinutes);
  const { context } = account;
  const ask = (line: string) => dispatch(line, { ...context, passRoles: [] });
  expect((await ask('rollback shop/web')).outcome).toMatchObject({ change: { type: 'rollback' } });
  await account.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'shop-web:1' }));
  expect(await refusalOf(ask('rollback shop/web'))).toEqual({
    code: 'noRollback',
    target: 'shop/web',
    why: 'mayNotPass',
    roles: ['arn:aws:iam::123456789012:role/ecsTaskExecutionRole'],
  });
  // While a deployment is in progress ECS goes back by itself, and registers nothing.
  await deploy(account, '1.4.0');
  await account.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'shop-web:2' }));
  expect((await ask('rollback shop/web')).outcome).toMatchObject({ change: { type: 'rollback' } });
});

test('of a service that was restarted more than a hundred times in a row, what ran before is found', async ({
  account,
}) => {
  const { ecs } = account;
  await deploy(account, '1.4.1');
  await account.clock.advance(tenMinutes);
  for (let restarts = 0; restarts < 101; restarts += 1) {
    await ecs.send(new UpdateServiceCommand({ ...web, forceNewDeployment: true }));
    await account.clock.advance(tenMinutes);
  }
  expect(await rollbackOf(account)).toMatchObject({ after: { taskDefinition: 'shop-web:1' } });
});

test('an earlier revision that never ran here is held to the repositories that the service has', async ({
  account,
}) => {
  const { ecs } = account;
  const miner = 'public.ecr.aws/evil/miner';
  const { taskDefinition } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: 'shop-web' }),
  );
  const [container] = taskDefinition!.containerDefinitions!;
  const { family, requiresCompatibilities, networkMode, cpu, memory, executionRoleArn } = taskDefinition!;
  const sizes = { requiresCompatibilities, networkMode, cpu, memory, executionRoleArn };
  const containerDefinitions = [{ ...container!, image: `${miner}:1` }];
  await ecs.send(new RegisterTaskDefinitionCommand({ family, ...sizes, containerDefinitions }));
  await ecs.send(new RegisterTaskDefinitionCommand({ family, ...sizes, containerDefinitions: [container!] }));
  await ecs.send(new UpdateServiceCommand({ ...web, taskDefinition: 'shop-web:3' }));
  await account.clock.advance(tenMinutes);
  const change = await rollbackOf(account, 'rollback shop/web 2');
  const { effect } = await rollbackKind.inspect(clientsOf(account), change, []);
  expect(effect).toMatchObject({ repositories: [miner] });
  const facts = cardFacts(change, en, account.clock.now()).join('\n');
  expect(facts).toContain(`From a repository that the service does not use now: \`${miner}\``);
  // What ran here may come back, whatever the service has now.
  await ecs.send(new UpdateServiceCommand({ ...web, taskDefinition: 'shop-web:2' }));
  await account.clock.advance(tenMinutes);
  await deploy(account, '1.4.0');
  await account.clock.advance(tenMinutes);
  const back = await rollbackOf(account, 'rollback shop/web 2');
  expect((await rollbackKind.inspect(clientsOf(account), back, [])).effect).toEqual({});
});

test('a tag that was moved since it ran, and an image that ECR no longer has, are said: neither comes back', async ({
  account,
}) => {
  const { ecs, ecr } = account;
  await pushIndexTo(ecr, 'shop/web', { tag: 'stable', platforms: ['linux/amd64'] });
  await deploy(account, 'stable');
  await account.clock.advance(tenMinutes);
  await deploy(account, '1.4.0');
  await account.clock.advance(tenMinutes);
  const change = await rollbackOf(account);
  expect(change).toMatchObject({ after: { taskDefinition: 'shop-web:2' } });
  const facts = async () => cardFacts(await rollbackOf(account), en, account.clock.now()).join('\n');
  expect(await facts()).not.toMatch(/was moved|no longer has/);
  await pushIndexTo(ecr, 'shop/web', { tag: 'stable', platforms: ['linux/arm64', 'linux/amd64'] });
  expect(await facts()).toMatch(/shop\/web:stable` was moved since it ran here/);
  expect((await rollbackKind.inspect(clientsOf(account), change, [])).stale).toBe(true);
  const gone = { repositoryName: 'shop/web', imageIds: [{ imageTag: 'stable' }] };
  await ecr.send(new BatchDeleteImageCommand(gone));
  expect(await facts()).toMatch(/no longer has\* `\S+\/shop\/web:stable`: a task that needs it can’t start/);
  // A deployment in progress is ended without a look at ECR, and an ECR that does not answer holds up none.
  ecr.middlewareStack.add(
    () => async () => {
      throw new Error('ECR is down');
    },
    { step: 'initialize' },
  );
  expect(await facts()).not.toMatch(/was moved|no longer has/);
  await ecs.send(new UpdateServiceCommand({ ...web, forceNewDeployment: true }));
  expect((await rollbackOf(account)).stops).toBeDefined();
});

test('while ECS still answers with what was there before a deployment, it goes back from that to nothing', async ({
  account,
}) => {
  await deploy(account, '1.4.1');
  await account.clock.advance(tenMinutes);
  const clients = clientsOf(account);
  const service = (await describeService(account.ecs, 'shop', 'web', ['TAGS']))!;
  const from = service.deployments[0]!.id;
  const begun = (to: string) => [{ type: 'deployment', from, to, at: account.clock.now() } as const];
  const isStale = async (to: string) => {
    const change = await rollbackChange(service, clients, begun(to));
    if ('why' in change) throw new Error(change.why);
    return (await rollbackKind.inspect(clients, change, begun(to))).stale;
  };
  // Which one ECS goes back to is not known: that says nothing of what it answers.
  expect([await isStale('ecs-svc/new'), await isStale('')]).toEqual([true, false]);
});
