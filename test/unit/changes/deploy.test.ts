import {
  DeregisterTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { test as base, expect } from 'vitest';
import { seedDigest } from '../../../infra/local/ecr/seed.ts';
import { describeService } from '../../../src/aws/ecs/services.ts';
import { readRevision } from '../../../src/aws/ecs/task-definitions.ts';
import type { DeployChange } from '../../../src/changes/change.ts';
import { deployChange, deployKind } from '../../../src/changes/kinds/deploy.ts';
import { findDeployTarget, isDeployable, readWanted } from '../../../src/changes/kinds/deploy-target.ts';
import type { Clients } from '../../../src/changes/kinds/kind.ts';
import { dispatch } from '../../../src/commands/line/dispatch.ts';
import { en } from '../../../src/messages/en/index.ts';
import { cardFacts, dryRunView } from '../../../src/views/changes/card.ts';
import { type CommandAccount, refusalOf, startTestAccount } from '../../helpers/command-account.ts';
import { pushIndexTo } from '../../helpers/local-ecr.ts';

/** Each test deploys, so each has an account of its own. */
const test = base.extend('account', async ({ task: _ }, { onCleanup }) => {
  const account = await startTestAccount();
  onCleanup(account.close);
  return account;
});

const registry = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
const web = { cluster: 'shop', service: 'web' };
const tenMinutes = 600_000;
const clientsOf = ({ ecs, context }: CommandAccount): Clients => ({ ...context, ecs, ecsOnce: ecs });

async function deployOf(account: CommandAccount, line: string): Promise<DeployChange> {
  const { outcome } = await account.run(line);
  if (outcome.type !== 'change' || outcome.change.type !== 'deploy') throw new Error('no deployment');
  return outcome.change;
}

/** What its card says, as text. */
function factsOf(account: CommandAccount, change: DeployChange): string {
  return cardFacts(change, en, account.clock.now()).join('\n');
}

async function make(account: CommandAccount, change: DeployChange) {
  const clients = clientsOf(account);
  const ready = await deployKind.prepare!(clients, change, false);
  await deployKind.apply(clients, ready.change, 'U0OPERATOR');
  return ready.made;
}

type Content = Partial<RegisterTaskDefinitionCommandInput>;

/** Registers a revision of shop-web with these changes, and of its container. */
async function register(
  { ecs }: CommandAccount,
  changes: Content = {},
  container: object = {},
): Promise<void> {
  const now = (await readRevision(ecs, 'shop-web'))!;
  const { family, requiresCompatibilities, networkMode, cpu, memory, executionRoleArn, runtimePlatform } =
    now;
  const containerDefinitions = [{ ...now.containerDefinitions![0]!, ...container }];
  const kept = {
    family,
    requiresCompatibilities,
    networkMode,
    cpu,
    memory,
    executionRoleArn,
    runtimePlatform,
  };
  await ecs.send(new RegisterTaskDefinitionCommand({ ...kept, containerDefinitions, ...changes }));
}

const pushIndex = ({ ecr }: CommandAccount, tag: string, platforms: readonly string[]) =>
  pushIndexTo(ecr, 'shop/web', { tag, platforms });

test('a tag is registered with the digest that it means, in a copy, and the service updated', async ({
  account,
}) => {
  const change = await deployOf(account, 'deploy shop/web 1.4.1');
  const digest = seedDigest('shop/web', '1.4.1');
  expect(change).toMatchObject({
    before: { taskDefinition: 'shop-web:1' },
    after: { image: `${registry}/shop/web:1.4.1@${digest}`, container: 'web', newest: 1 },
    images: [{ digest, platform: 'unknown', from: { digest: seedDigest('shop/web', '1.4.2') } }],
    strategy: 'ROLLING',
    repositories: [],
    keeps: 3,
  });
  const facts = factsOf(account, change);
  expect(facts).toContain(`\`1.4.2\` (\`${seedDigest('shop/web', '1.4.2').slice(7, 19)}\`) → *\`1.4.1\``);
  expect(facts).toContain('in ECR  ·  platform not known  ·  scan: 4 medium, 9 low');
  expect(facts).toContain('A copy of `shop-web:1` is registered');
  expect(facts).toContain('keeps at least 3 healthy');
  expect(await make(account, change)).toBe('shop-web:2');
  await account.clock.advance(tenMinutes);
  expect(await describeService(account.ecs, 'shop', 'web')).toMatchObject({ taskDefinition: 'shop-web:2' });
  expect((await readRevision(account.ecs, 'shop-web:2'))?.containerDefinitions?.[0]?.image).toBe(
    `${registry}/shop/web:1.4.1@${digest}`,
  );
  // How long that took is told by the next card.
  expect((await deployOf(account, 'deploy shop/web 1.4.0')).takesMs).toBeGreaterThan(0);
});

test('a tag that was moved is another image, though it has the same name', async ({ account }) => {
  const change = await deployOf(account, 'deploy shop/web 1.4.2');
  expect(change.images).toMatchObject([
    { digest: seedDigest('shop/web', '1.4.2', 2), from: { digest: seedDigest('shop/web', '1.4.2') } },
  ]);
  expect(factsOf(account, change)).toContain('*1 critical*');
  await make(account, change);
  await account.clock.advance(tenMinutes);
  expect(await refusalOf(account.run('deploy shop/web 1.4.2'))).toMatchObject({ why: 'runsIt' });
});

test('a named revision is deployed as it is, with what differs', async ({ account }) => {
  await register(account, { memory: '1024' }, { image: `${registry}/shop/web:1.4.1` });
  const change = await deployOf(account, 'deploy shop/web shop-web:2');
  expect(change).toMatchObject({ after: { taskDefinition: 'shop-web:2' }, roles: [], repositories: [] });
  expect(change.differences.map(({ name }) => name).sort()).toEqual(['image', 'size']);
  expect(await make(account, change)).toBeUndefined();
  expect(await describeService(account.ecs, 'shop', 'web')).toMatchObject({ taskDefinition: 'shop-web:2' });
});

test('another task role is said loudly, and so are another family and another repository', async ({
  account,
}) => {
  const role = 'arn:aws:iam::123456789012:role/admin';
  await register(account, { taskRoleArn: role }, { image: 'public.ecr.aws/nginx/nginx:1.29' });
  const own = await deployOf(account, 'deploy shop/web shop-web:2');
  expect(own).toMatchObject({
    roles: [{ name: 'taskRole', role }],
    repositories: ['public.ecr.aws/nginx/nginx'],
  });
  const facts = factsOf(account, own);
  expect(facts).toContain(
    ':rotating_light: *Its tasks get another task role, and all that it allows:* `admin`',
  );
  expect(facts).toContain('another registry, so nothing about it was checked');
  const other = await deployOf(account, 'deploy shop/web task-definition/shop-api:1');
  expect(other).toMatchObject({ family: 'shop-api', repositories: ['shop/api'] });
  const { effect } = await deployKind.inspect(clientsOf(account), other, []);
  expect(effect).toEqual({ family: 'shop-api', repositories: ['shop/api'] });
});

test.for<[string, object]>([
  ['deploy shop/web 9.9.9', { why: 'noImage', image: `${registry}/shop/web:9.9.9` }],
  ['deploy shop/web evil/miner:1', { why: 'noImage', image: 'evil/miner:1' }],
  [`deploy shop/web sha256:${'0'.repeat(64)}`, { why: 'noImage' }],
  // A tag beside a digest that has another.
  [`deploy shop/web shop/web:1.4.0@${seedDigest('shop/web', '1.4.1')}`, { why: 'noImage' }],
  ['deploy shop/web shop-web:1', { why: 'runsIt', what: 'shop-web:1' }],
  ['deploy shop/web shop-web:1 --container web', { why: 'wholeRevision', taskDefinition: 'shop-web:1' }],
  ['deploy shop/web shop-web:9', { why: 'unknownRevision', taskDefinition: 'shop-web:9' }],
  ['deploy shop/web 1.4.1 --container sidecar', { why: 'noContainer', containers: ['web'] }],
  ['deploy media/player 2', { code: 'deployedElsewhere', owner: 'CODE_DEPLOY' }],
  ['deploy media/site 2', { code: 'deployedElsewhere', owner: 'EXPRESS' }],
  ['deploy shop/web !!!', { code: 'badWord', why: 'notDeployable' }],
  ['deploy shop/web arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-web:1', { code: 'otherPlace' }],
])('%s is refused', async ([line, problem], { account }) => {
  expect(await refusalOf(account.run(line))).toMatchObject(problem);
});

test('a deregistered revision is refused', async ({ account }) => {
  await register(account);
  await account.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'shop-web:2' }));
  expect(await refusalOf(account.run('deploy shop/web shop-web:2'))).toMatchObject({
    why: 'inactiveRevision',
  });
});

test('an index tells whether the image fits the tasks', async ({ account }) => {
  await pushIndex(account, 'arm', ['linux/arm64', 'unknown/unknown']);
  await pushIndex(account, 'both', ['linux/arm64', 'linux/amd64']);
  expect(await refusalOf(account.run('deploy shop/web arm'))).toMatchObject({
    why: 'wrongPlatform',
    has: ['linux/arm64'],
    wants: 'linux/amd64',
  });
  const change = await deployOf(account, 'deploy shop/web both');
  expect(change.images).toMatchObject([{ platform: 'fits' }]);
  expect(factsOf(account, change)).toContain('built for the tasks’ platform  ·  no finished scan');
});

test('of several essential containers one has to be named; the others stay as they are', async ({
  account,
}) => {
  const { ecs } = account;
  const proxy = { name: 'envoy', image: 'public.ecr.aws/nginx/nginx:1.29', essential: true };
  const [own] = (await readRevision(ecs, 'shop-web'))!.containerDefinitions!;
  await register(account, { containerDefinitions: [own!, proxy] });
  await ecs.send(new UpdateServiceCommand({ ...web, taskDefinition: 'shop-web:2' }));
  expect(await refusalOf(account.run('deploy shop/web 1.4.1'))).toMatchObject({
    why: 'whichContainer',
    containers: ['web', 'envoy'],
  });
  const change = await deployOf(account, 'deploy shop/web 1.30 --container envoy');
  expect(change.after).toMatchObject({ image: 'public.ecr.aws/nginx/nginx:1.30', container: 'envoy' });
  expect(factsOf(account, change)).toContain('→ *`1.30`*');
  const made = await make(account, change);
  const { containerDefinitions = [] } = (await readRevision(ecs, made!))!;
  expect(containerDefinitions.map(({ image }) => image)).toEqual([
    own!.image,
    'public.ecr.aws/nginx/nginx:1.30',
  ]);
});

test('a moved tag, another deployment and another revision make the card stale; a revision registered meanwhile does not', async ({
  account,
}) => {
  await pushIndex(account, 'next', ['linux/amd64']);
  const change = await deployOf(account, 'deploy shop/web next');
  const clients = clientsOf(account);
  const isStale = async (given: DeployChange) => (await deployKind.inspect(clients, given, [])).stale;
  expect(await isStale(change)).toBe(false);
  await register(account);
  expect(await isStale(change)).toBe(false);
  await pushIndex(account, 'next', ['linux/amd64', 'linux/arm64']);
  expect(await isStale(change)).toBe(true);
  const again = await deployOf(account, 'deploy shop/web next');
  expect(await isStale(again)).toBe(false);
  await account.ecs.send(new UpdateServiceCommand({ ...web, forceNewDeployment: true }));
  expect(await isStale(again)).toBe(true);
});

test('what a second try finds: made, nothing, or something else in its place', async ({ account }) => {
  const clients = clientsOf(account);
  const change = await deployOf(account, 'deploy shop/web 1.4.1');
  const decidedAt = new Date(account.clock.now()).toISOString();
  const found = () => deployKind.findMade!(clients, change, decidedAt, account.clock.now());
  expect(await found()).toBe('nothing known');
  // An equal revision that is newer is used, another is not.
  await register(account, { memory: '1024' });
  const { change: ready, made } = await deployKind.prepare!(clients, change, true);
  expect(made).toBe('shop-web:3');
  expect((await deployKind.prepare!(clients, change, true)).made).toBe('shop-web:3');
  expect(await found()).toBe('nothing known');
  await deployKind.apply(clients, ready, 'U0OPERATOR');
  expect(await found()).toEqual({ made: expect.stringMatching(/^ecs-svc\//) });
  await account.ecs.send(new UpdateServiceCommand({ ...web, taskDefinition: 'shop-web:2' }));
  expect(await found()).toBe('overtaken');
});

test('a moved tag makes the card of a named revision stale too', async ({ account }) => {
  await pushIndex(account, 'stable', ['linux/amd64']);
  await register(account, {}, { image: `${registry}/shop/web:stable` });
  const change = await deployOf(account, 'deploy shop/web shop-web:2');
  const isStale = async () => (await deployKind.inspect(clientsOf(account), change, [])).stale;
  expect(await isStale()).toBe(false);
  await pushIndex(account, 'stable', ['linux/amd64', 'linux/arm64']);
  expect(await isStale()).toBe(true);
});

test('a revision with the same content that was there before is somebody else’s', async ({ account }) => {
  const image = `${registry}/shop/web:1.4.1@${seedDigest('shop/web', '1.4.1')}`;
  await register(account, {}, { image });
  const change = await deployOf(account, 'deploy shop/web 1.4.1');
  const decidedAt = new Date(account.clock.now()).toISOString();
  await account.ecs.send(new UpdateServiceCommand({ ...web, taskDefinition: 'shop-web:2' }));
  const found = await deployKind.findMade!(clientsOf(account), change, decidedAt, account.clock.now());
  expect(found).toBe('overtaken');
});

test('a number after the service’s own family is a revision, anything else with a colon an image', () => {
  const meant = (typed: string) => {
    const found = readWanted(typed, 'web');
    return [found.type, 'text' in found ? found.text : found.taskDefinition];
  };
  expect(meant('web:7')).toEqual(['revision', 'web:7']);
  expect(meant('task-definition/api:7')).toEqual(['revision', 'api:7']);
  expect(meant('arn:aws:ecs:us-east-1:123456789012:task-definition/api:7')).toEqual(['revision', 'api:7']);
  expect(meant('api:7')).toEqual(['image', 'api:7']);
  expect(meant('web:1.7')).toEqual(['image', 'web:1.7']);
  expect(meant('7')).toEqual(['tag', '7']);
  expect(meant('v1.3')).toEqual(['tag', 'v1.3']);
  expect(meant('public.ecr.aws/x/web:7')).toEqual(['image', 'public.ecr.aws/x/web:7']);
  expect(meant(`sha256:${'a'.repeat(64)}`)[0]).toBe('digest');
  for (const hostile of [
    '',
    '../x',
    'a b',
    'x@sha256:1',
    '-v1',
    'http://x/y',
    `${'a'.repeat(501)}`,
    'a:b:c:d',
  ])
    expect(isDeployable(hostile), hostile).toBe(false);
});

test('a service of CloudFormation, with pause hooks and none of its tasks kept', async ({ account }) => {
  const service = (await describeService(account.ecs, 'shop', 'web', ['TAGS']))!;
  const given = {
    ...service,
    tags: { 'aws:cloudformation:stack-name': 'shop-prod' },
    strategy: 'CANARY',
    hooks: [
      { type: 'PAUSE', stages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'] },
      { type: 'AWS_LAMBDA', stages: ['POST_SCALE_UP'] },
    ],
    minimumHealthyPercent: 0,
  };
  const change = await deployChange(given, { wanted: '1.4.1' }, clientsOf(account), []);
  if ('why' in change) throw new Error(change.why);
  const facts = factsOf(account, change);
  expect(facts).toContain('The CloudFormation stack `shop-prod` owns this service');
  expect(facts).toContain(
    'Strategy: canary; it pauses for a person at `PRE_PRODUCTION_TRAFFIC_SHIFT`, and calls a function at `POST_SCALE_UP`.',
  );
  expect(facts).toContain('may be *down* meanwhile');
});

test('who may look at nothing but the service can deploy its images', async ({ account }) => {
  const { context } = account;
  const access = { ...context.access, readable: async () => ({ type: 'some', on: ['shop/web'] }) as const };
  const ask = (line: string) => dispatch(line, { ...context, access });
  expect((await ask('deploy shop/web 1.4.1')).outcome).toMatchObject({ change: { type: 'deploy' } });
  expect(await refusalOf(ask('deploy shop/web shop/api:2.0.0'))).toMatchObject({ why: 'noImage' });
  expect(await refusalOf(ask('deploy shop/web task-definition/shop-api:1'))).toMatchObject({
    why: 'unknownRevision',
  });
  expect(await refusalOf(ask('deploy shop/api 2.0.0'))).toMatchObject({ code: 'unknownService' });
});

test('on container instances only a runtime platform tells what an image has to fit', async ({ account }) => {
  await pushIndex(account, 'arm', ['linux/arm64']);
  const service = (await describeService(account.ecs, 'shop', 'web', ['TAGS']))!;
  // Its task definition could run on Fargate too, and its instances may be ARM.
  const onInstances = { ...service, launchType: 'EC2' };
  const change = await deployChange(onInstances, { wanted: 'arm' }, clientsOf(account), []);
  expect(change).toMatchObject({ images: [{ platform: 'unknown' }] });
});

test('a moved tag in a container beside the deployed one is said, and makes the card stale', async ({
  account,
}) => {
  await pushIndex(account, 'agent', ['linux/amd64']);
  const [own] = (await readRevision(account.ecs, 'shop-web'))!.containerDefinitions!;
  const agent = { name: 'agent', image: `${registry}/shop/web:agent`, essential: false };
  await register(account, { containerDefinitions: [own!, agent] });
  await account.ecs.send(new UpdateServiceCommand({ ...web, taskDefinition: 'shop-web:2' }));
  await account.clock.advance(tenMinutes);
  const change = await deployOf(account, 'deploy shop/web 1.4.1');
  expect(change).toMatchObject({ after: { container: 'web' }, movedTags: [] });
  await pushIndex(account, 'agent', ['linux/amd64', 'linux/arm64']);
  expect((await deployKind.inspect(clientsOf(account), change, [])).stale).toBe(true);
  const again = await deployOf(account, 'deploy shop/web 1.4.1');
  expect(factsOf(account, again)).toMatch(
    /:warning: `\S+\/shop\/web:agent` was moved since the last deployment/,
  );
});

test('a named revision whose image keeps its name, but not its digest, says so', async ({ account }) => {
  const image = `${registry}/shop/web:stable`;
  await pushIndex(account, 'stable', ['linux/amd64']);
  await register(account, {}, { image });
  await account.ecs.send(new UpdateServiceCommand({ ...web, taskDefinition: 'shop-web:2' }));
  await account.clock.advance(tenMinutes);
  await register(account, { memory: '1024' }, { image });
  expect((await deployOf(account, 'deploy shop/web shop-web:3')).movedTags).toEqual([]);
  await pushIndex(account, 'stable', ['linux/amd64', 'linux/arm64']);
  const change = await deployOf(account, 'deploy shop/web shop-web:3');
  expect(factsOf(account, change)).toMatch(/shop\/web:stable` was moved since the last deployment/);
});

test('what matters on a card is not pushed off it by long settings, and what is left out is counted', async ({
  account,
}) => {
  const [own] = (await readRevision(account.ecs, 'shop-web'))!.containerDefinitions!;
  const containers = Array.from({ length: 9 }, (_, index) => ({
    name: `${index}${'n'.repeat(250)}`,
    image: `public.ecr.aws/${'x'.repeat(230)}:${index}`,
    command: ['c'.repeat(300)],
  }));
  await register(account, { containerDefinitions: [own!, ...containers] });
  const change = await deployOf(account, 'deploy shop/web shop-web:2');
  const long = { ...change, stack: 'shop-prod', before: { ...change.before, isDeploying: true } };
  const { blocks } = dryRunView({ change: long }, undefined, en, account.clock.now());
  const shown = JSON.stringify(blocks);
  expect(shown).toContain('The CloudFormation stack `shop-prod` owns this service');
  expect(shown).toContain('A deployment is in progress');
  expect(shown).toMatch(/…and \d+ more: `\/ecs task-definition shop-web:2` shows all of it/);
  expect(blocks.every((each) => each.type !== 'section' || (each.text?.text.length ?? 0) <= 3000)).toBe(true);
});

test('a named revision that is pinned is deployed, though its tag means another image by now', async ({
  account,
}) => {
  const digest = await pushIndex(account, 'stable', ['linux/amd64']);
  const image = `${registry}/shop/web:stable@${digest}`;
  await register(account, {}, { image });
  await pushIndex(account, 'stable', ['linux/amd64', 'linux/arm64']);
  const change = await deployOf(account, 'deploy shop/web shop-web:2');
  expect(change.images).toMatchObject([{ image, digest }]);
  // Typed, the two don't fit each other.
  expect(await refusalOf(account.run(`deploy shop/web ${image}`))).toMatchObject({ why: 'noImage' });
});

test('a deregistered revision that runs is copied all the same', async ({ account }) => {
  await account.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'shop-web:1' }));
  const change = await deployOf(account, 'deploy shop/web 1.4.1');
  expect(await make(account, change)).toBe('shop-web:2');
});

test('of a Windows image an index does not tell its version, so nobody knows whether it fits', async ({
  account,
}) => {
  await pushIndex(account, 'windows', ['windows/amd64']);
  const service = (await describeService(account.ecs, 'shop', 'web', ['TAGS']))!;
  const runtimePlatform = {
    operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE',
    cpuArchitecture: 'X86_64',
  } as const;
  const now = { ...(await readRevision(account.ecs, 'shop-web'))!, runtimePlatform };
  const clients = clientsOf(account);
  expect(await findDeployTarget(service, now, { wanted: 'windows' }, clients)).toMatchObject({
    images: [{ checked: { platform: 'unknown' } }],
  });
  await pushIndex(account, 'linux', ['linux/amd64']);
  expect(await findDeployTarget(service, now, { wanted: 'linux' }, clients)).toMatchObject({
    why: 'wrongPlatform',
    wants: 'windows/amd64',
  });
});

test('while ECS still answers with what was there before a deployment, none is made of that', async ({
  account,
}) => {
  const clients = clientsOf(account);
  const service = (await describeService(account.ecs, 'shop', 'web', ['TAGS']))!;
  const from = service.deployments[0]!.id;
  const begun = { type: 'deployment', from, to: 'ecs-svc/new', at: account.clock.now() } as const;
  const change = await deployChange(service, { wanted: '1.4.1' }, clients, [begun]);
  if ('why' in change) throw new Error(change.why);
  expect(change.before).toMatchObject({ deploymentId: 'ecs-svc/new', taskDefinition: 'shop-web:1' });
  expect((await deployKind.inspect(clients, change, [begun])).stale).toBe(true);
});
