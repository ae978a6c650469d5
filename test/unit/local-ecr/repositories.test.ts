import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  GetAuthorizationTokenCommand,
  InvalidParameterException,
  InvalidTagParameterException,
  ListTagsForResourceCommand,
  PutImageCommand,
  paginateDescribeRepositories,
  RepositoryAlreadyExistsException,
  RepositoryNotEmptyException,
  RepositoryNotFoundException,
  TagResourceCommand,
  TooManyTagsException,
  UntagResourceCommand,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestEcr } from '../../helpers/local-ecr.ts';

let ecr: Awaited<ReturnType<typeof startTestEcr>>;
beforeEach(async () => {
  ecr = await startTestEcr();
});
afterEach(() => ecr.aws.close());

const create = async (repositoryName: string, more = {}) =>
  (await ecr.client.send(new CreateRepositoryCommand({ repositoryName, ...more }))).repository!;
const describe = (input: object) => ecr.client.send(new DescribeRepositoriesCommand(input));
const tagsOf = async (resourceArn: string | undefined) =>
  (await ecr.client.send(new ListTagsForResourceCommand({ resourceArn }))).tags;

test('a repository has every member that ECR always sends', async () => {
  const expected = {
    repositoryArn: 'arn:aws:ecr:eu-west-1:123456789012:repository/shop/web',
    registryId: '123456789012',
    repositoryName: 'shop/web',
    repositoryUri: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web',
    createdAt: new Date(ecr.now),
    imageTagMutability: 'MUTABLE',
    imageScanningConfiguration: { scanOnPush: false },
    encryptionConfiguration: { encryptionType: 'AES256' },
  };
  expect(await create('shop/web')).toEqual(expected);
  expect((await describe({ repositoryNames: ['shop/web'] })).repositories).toEqual([expected]);
  await expect(create('shop/web')).rejects.toBeInstanceOf(RepositoryAlreadyExistsException);
});

test.each(['Upper', 'a', 'a/', '-a', 'a//b', 'x'.repeat(257)])('refuses the name %j', async (name) => {
  await expect(create(name)).rejects.toBeInstanceOf(InvalidParameterException);
});

test('pages hold every repository once, 100 without being asked', async () => {
  const names = Array.from({ length: 101 }, (_, index) => `r${String(index).padStart(3, '0')}`);
  for (const name of names) await create(name);
  const first = await describe({});
  expect(first.repositories).toHaveLength(100);
  const seen: (string | undefined)[] = [];
  for await (const page of paginateDescribeRepositories({ client: ecr.client, pageSize: 7 }, {})) {
    expect(page.repositories!.length).toBeLessThanOrEqual(7);
    seen.push(...page.repositories!.map(({ repositoryName }) => repositoryName));
  }
  expect(seen).toEqual(names);
});

test.each([
  { maxResults: 1001 },
  { maxResults: 0 },
  { nextToken: 'x' },
  { repositoryNames: ['a1'], maxResults: 5 },
  { repositoryNames: Array.from({ length: 101 }, () => 'a1') },
])('refuses to list with %j', async (input) => {
  await expect(describe(input)).rejects.toBeInstanceOf(InvalidParameterException);
});

test('one missing name, or another registry, fails the whole description', async () => {
  await create('here');
  const missing = describe({ repositoryNames: ['here', 'gone'] });
  await expect(missing).rejects.toBeInstanceOf(RepositoryNotFoundException);
  await expect(missing).rejects.toThrow("'gone' does not exist in the registry with id '123456789012'");
  const elsewhere = describe({ repositoryNames: ['here'], registryId: '999999999999' });
  await expect(elsewhere).rejects.toBeInstanceOf(RepositoryNotFoundException);
});

test('only an empty repository is deleted, unless by force', async () => {
  await create('full');
  await ecr.client.send(new PutImageCommand({ repositoryName: 'full', imageManifest: '{"mediaType":"x"}' }));
  const remove = (force: boolean) =>
    ecr.client.send(new DeleteRepositoryCommand({ repositoryName: 'full', force }));
  await expect(remove(false)).rejects.toBeInstanceOf(RepositoryNotEmptyException);
  expect((await remove(true)).repository?.repositoryName).toBe('full');
  await expect(remove(true)).rejects.toBeInstanceOf(RepositoryNotFoundException);
});

test('tags are set, listed and taken away', async () => {
  const { repositoryArn: resourceArn } = await create('tagged', { tags: [{ Key: 'team', Value: 'shop' }] });
  await ecr.client.send(new TagResourceCommand({ resourceArn, tags: [{ Key: 'env', Value: 'prod' }] }));
  expect(await tagsOf(resourceArn)).toEqual([
    { Key: 'team', Value: 'shop' },
    { Key: 'env', Value: 'prod' },
  ]);
  await ecr.client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['team', 'none'] }));
  expect(await tagsOf(resourceArn)).toEqual([{ Key: 'env', Value: 'prod' }]);
  await expect(tagsOf('arn:aws:s3:::x')).rejects.toBeInstanceOf(InvalidParameterException);
  await expect(tagsOf(`${resourceArn}x`)).rejects.toBeInstanceOf(RepositoryNotFoundException);
});

test('a tag that ECR refuses changes nothing', async () => {
  const { repositoryArn: resourceArn } = await create('tagged');
  const set = (tags: { Key: string; Value: string }[]) =>
    ecr.client.send(new TagResourceCommand({ resourceArn, tags }));
  const good = { Key: 'good', Value: '1' };
  await expect(set([good, { Key: 'aws:x', Value: '1' }])).rejects.toBeInstanceOf(
    InvalidTagParameterException,
  );
  const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
  await expect(set(many)).rejects.toBeInstanceOf(TooManyTagsException);
  expect(await tagsOf(resourceArn)).toEqual([]);
  await expect(create('other', { tags: many })).rejects.toBeInstanceOf(TooManyTagsException);
  await expect(describe({ repositoryNames: ['other'] })).rejects.toBeInstanceOf(RepositoryNotFoundException);
});

test('an authorization token is for user AWS and lasts 12 hours', async () => {
  const { authorizationData } = await ecr.client.send(new GetAuthorizationTokenCommand({}));
  expect(authorizationData).toEqual([
    {
      authorizationToken: expect.any(String),
      expiresAt: new Date(ecr.now + 12 * 3_600_000),
      proxyEndpoint: 'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    },
  ]);
  expect(Buffer.from(authorizationData![0]!.authorizationToken!, 'base64').toString()).toMatch(/^AWS:\S+$/);
});
