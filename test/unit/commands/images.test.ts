import { CreateRepositoryCommand, DeleteRepositoryCommand, PutImageCommand } from '@aws-sdk/client-ecr';
import { CreateClusterCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { dispatch } from '../../../src/commands/line/dispatch.ts';
import { commands, presentCommands } from '../../../src/commands/registry.ts';
import { en } from '../../../src/messages/en/index.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { addService, type CommandAccount, refusalOf, replyOf, test } from '../../helpers/command-account.ts';

const registry = '123456789012.dkr.ecr.us-east-1.amazonaws.com';

async function push(account: CommandAccount, repositoryName: string, tag: string): Promise<string> {
  const layers = [
    { digest: `sha256:${account.clock.now().toString(16).padStart(64, '0')}`, size: 1_000_000 },
  ];
  const { image } = await account.ecr.send(
    new PutImageCommand({
      repositoryName,
      imageTag: tag,
      imageManifest: JSON.stringify({
        schemaVersion: 2,
        mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
        layers,
      }),
    }),
  );
  return image?.imageId?.imageDigest ?? '';
}

test('the newest tags first, with scans and who runs them', async ({ account }) => {
  const reply = await replyOf('images', account.run('images hello-world'));
  expect(reply).toMatchObject({
    asked: { type: 'repository', name: 'hello-world' },
    count: 10,
    namesakeRuns: [],
  });
  expect(reply.repositories).toMatchObject([
    {
      repository: 'hello-world',
      exists: true,
      total: 2,
      rows: [
        {
          image: { tags: ['latest'], size: 18_200_000, findings: [{ severity: 'LOW', count: 2 }] },
          services: ['hands-on/hello-world'],
        },
        { image: { tags: ['1.0.0'], findings: [] }, services: [] },
      ],
      moved: [],
    },
  ]);
  expect(reply.search).toEqual({
    clusters: ['hands-on', 'shop', 'media'],
    searched: 7,
    total: 7,
    // ECS keeps revisions of its own deployments only, and these are CodeDeploy's.
    unknown: ['media/player'],
  });
});

test('cost', async ({ account }) => {
  expect(await account.count(() => account.run('images hello-world'))).toEqual({
    DescribeRepositories: 1,
    DescribeImages: 1,
    ListClusters: 1,
    ListServices: 3,
    // One of them asks whether the one service that runs it can be deployed.
    DescribeServices: 4,
    DescribeServiceRevisions: 1,
  });
});

/** The lines of the buttons that deploy. */
async function deployLines({ context }: CommandAccount, line: string, changed: Partial<typeof context> = {}) {
  const { outcome } = await dispatch(line, { ...context, ...changed });
  if (outcome.type !== 'reply') throw new Error('not a reply');
  const { blocks } = replyView(outcome.reply, en, { now: context.now(), shared: false });
  return JSON.stringify(blocks).match(/(?<="value":")deploy [^"]+/g) ?? [];
}

test('a tag that the one service of a repository does not run can be deployed to it', async ({ account }) => {
  expect(await deployLines(account, 'images hello-world')).toEqual(['deploy hands-on/hello-world 1.0.0']);
  const own = ['1.4.2', '1.5.0-rc.1', '1.4.1', '1.4.0'].map((tag) => `deploy shop/web ${tag}`);
  // Of 1.4.2 an older push runs.
  expect(await deployLines(account, 'images shop/web')).toEqual(own);
  for (const line of own) expect((await account.run(line)).outcome).toMatchObject({ type: 'change' });
});

test('not without the right, nor where deployments are off, nor for all to see', async ({ account }) => {
  const decide = async () => ({ allowed: false, denial: { why: 'standing', standing: 'guest' } }) as const;
  const access = { ...account.context.access, decide };
  expect(await deployLines(account, 'images shop/web', { access })).toEqual([]);
  const off = presentCommands(commands, { 'hands-on': true, deployments: false });
  expect(await deployLines(account, 'images shop/web', { commands: off })).toEqual([]);
  const { outcome } = await account.run('images shop/web');
  if (outcome.type !== 'reply') throw new Error('not a reply');
  const { blocks } = replyView(outcome.reply, en, { now: 0, shared: true });
  expect(JSON.stringify(blocks)).not.toContain('deploy shop');
});

test('of several services, or with another image beside, it has to be typed', async ({ account }) => {
  await account.ecs.send(new CreateClusterCommand({ clusterName: 'twins' }));
  const api = { image: `${registry}/shop/api:2.0.1` };
  await addService(account.ecs, { cluster: 'twins', name: 'api', containers: [api], desiredCount: 1 });
  const sidecar = { name: 'proxy', image: 'public.ecr.aws/nginx/nginx:1.29', essential: false };
  const both = [api, sidecar];
  await addService(account.ecs, { cluster: 'twins', name: 'pair', containers: both, desiredCount: 1 });
  account.clock.advance(60_000);
  expect(await deployLines(account, 'images shop/api --cluster twins')).toEqual([]);
  const reply = await replyOf('images', account.run('images shop/api --cluster twins'));
  expect(replyView(reply, en, { now: 0, shared: false }).text).toContain(
    'To deploy one of them: `/ecs deploy &lt;service&gt; &lt;tag&gt;`',
  );
  expect(await deployLines(account, 'images twins/pair')).toEqual([]);
  expect(await deployLines(account, 'images twins/api')).toEqual(['deploy twins/api 2.0.0']);
});

test('a service runs another digest than its tag stands for now', async ({ account }) => {
  const reply = await replyOf('images', account.run('images shop/web'));
  const [repository] = reply.repositories;
  expect(repository?.rows.map(({ image, services }) => [...image.tags, ...services])).toEqual([
    ['1.4.2'],
    ['1.5.0-rc.1'],
    ['1.4.1'],
    ['1.4.0'],
  ]);
  expect(repository?.moved).toMatchObject([
    { target: 'shop/web', tag: '1.4.2', now: { digest: repository?.rows[0]?.image.digest } },
  ]);
  const [moved] = repository?.moved ?? [];
  expect(moved?.runs).not.toBe(moved?.now?.digest);
  expect(moved?.runsPushedAt?.getTime()).toBeLessThan(Number(moved?.now?.pushedAt));
});

test('a service’s name alone means the repositories of its images, searched in its own cluster', async ({
  account,
}) => {
  const reply = await replyOf('images', account.run('images worker'));
  expect(reply).toMatchObject({
    asked: { type: 'service', name: 'shop/worker' },
    repositories: [
      { repository: 'shop/worker', rows: [{ image: { tags: ['0.9.0'] }, services: ['shop/worker'] }] },
    ],
    search: { clusters: ['shop'], searched: 3 },
  });
});

test('a repository by its URI, with a tag or without, and by its ARN', async ({ account }) => {
  for (const target of [
    `${registry}/shop/api`,
    `${registry}/shop/api:2.0.1`,
    'arn:aws:ecr:us-east-1:123456789012:repository/shop/api',
  ]) {
    expect(await replyOf('images', account.run(`images ${target}`))).toMatchObject({
      asked: { type: 'repository', name: 'shop/api' },
    });
  }
  const service = 'arn:aws:ecs:us-east-1:123456789012:service/shop/api';
  expect(await replyOf('images', account.run(`images ${service}`))).toMatchObject({
    asked: { type: 'service', name: 'shop/api' },
  });
});

test('count, and --cluster', async ({ account }) => {
  const reply = await replyOf('images', account.run('images shop/web 2 --cluster hands-on'));
  expect(reply.repositories[0]).toMatchObject({ total: 4, moved: [] });
  expect(reply.repositories[0]?.rows).toHaveLength(2);
  expect(reply).toMatchObject({ onlyCluster: 'hands-on', search: { clusters: ['hands-on'], searched: 1 } });
});

test.for<[string, object]>([
  ['images hello', { code: 'unknownRepository', nearest: expect.arrayContaining(['hello-world']) }],
  ['images shop/wbe', { code: 'unknownRepository', nearest: expect.arrayContaining(['shop/web']) }],
  ['images Shop/Web', { code: 'unknownRepository', nearest: expect.arrayContaining(['shop/web']) }],
  ['images ""', { code: 'unknownRepository', given: '' }],
  ['images shop/web --cluster shpo', { code: 'unknownCluster', nearest: expect.arrayContaining(['shop']) }],
])('%s is refused with the nearest', async ([line, problem], { account }) => {
  expect(await refusalOf(account.run(line))).toMatchObject(problem);
});

test('images of other registries are named, of a repository that is gone it is said', async ({ account }) => {
  await account.ecs.send(new CreateClusterCommand({ clusterName: 'other' }));
  await account.ecr.send(new CreateRepositoryCommand({ repositoryName: 'short-lived' }));
  await push(account, 'short-lived', '1');
  await addService(account.ecs, {
    cluster: 'other',
    name: 'mixed',
    desiredCount: 1,
    containers: [
      { name: 'app', image: `${registry}/short-lived:1` },
      { name: 'proxy', image: 'public.ecr.aws/nginx/nginx:1.27' },
      { name: 'agent', image: '999999999999.dkr.ecr.us-east-1.amazonaws.com/agent:1' },
      { name: 'far', image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/far:1' },
    ],
  });
  account.clock.advance(60_000);
  await account.ecr.send(new DeleteRepositoryCommand({ repositoryName: 'short-lived', force: true }));
  expect(await replyOf('images', account.run('images other/mixed'))).toMatchObject({
    repositories: [{ repository: 'short-lived', exists: false, rows: [] }],
    elsewhere: [
      'public.ecr.aws/nginx/nginx:1.27',
      '999999999999.dkr.ecr.us-east-1.amazonaws.com/agent:1',
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com/far:1',
    ],
  });
});

test('the repository wins over a service of its name, and what that one runs is told', async ({
  account,
}) => {
  await account.ecr.send(new CreateRepositoryCommand({ repositoryName: 'other/twin' }));
  await addService(account.ecs, {
    cluster: 'other',
    name: 'twin',
    containers: [{ image: `${registry}/shop/api:2.0.1` }],
    desiredCount: 1,
  });
  account.clock.advance(60_000);
  expect(await replyOf('images', account.run('images other/twin'))).toMatchObject({
    asked: { type: 'repository', name: 'other/twin' },
    repositories: [{ repository: 'other/twin', total: 0 }],
    namesakeRuns: ['shop/api'],
  });
});

test('a tag that moves under a running service, and one that is gone', async ({ account }) => {
  await account.ecr.send(new CreateRepositoryCommand({ repositoryName: 'moving' }));
  const first = await push(account, 'moving', 'live');
  await addService(account.ecs, {
    cluster: 'other',
    name: 'moving',
    containers: [{ image: `${registry}/moving:live` }],
    desiredCount: 1,
  });
  account.clock.advance(60_000);
  expect((await replyOf('images', account.run('images moving'))).repositories[0]).toMatchObject({
    rows: [{ image: { digest: first }, services: ['other/moving'] }],
    moved: [],
  });
  const second = await push(account, 'moving', 'live');
  await push(account, 'moving', 'old');
  expect((await replyOf('images', account.run('images moving'))).repositories[0]?.moved).toMatchObject([
    { target: 'other/moving', tag: 'live', runs: first, now: { digest: second } },
  ]);
});

test('of more than fifty services fifty are searched, the one that was named first', async ({ account }) => {
  await account.ecs.send(new CreateClusterCommand({ clusterName: 'many' }));
  for (let index = 0; index < 60; index += 1) {
    await addService(account.ecs, { cluster: 'many', name: `s-${index}` });
  }
  await addService(account.ecs, {
    cluster: 'many',
    name: 'z-last',
    containers: [{ image: `${registry}/shop/api:2.0.1` }],
    desiredCount: 1,
  });
  account.clock.advance(60_000);
  const calls = await account.count(async () => {
    const reply = await replyOf('images', account.run('images many/z-last'));
    expect(reply.search).toMatchObject({ clusters: ['many'], searched: 50, total: 61 });
    expect(reply.repositories[0]?.rows[0]?.services).toEqual(['many/z-last']);
  });
  expect(calls).toMatchObject({ ListServices: 1, DescribeServices: 7, DescribeServiceRevisions: 3 });
}, 30_000);
