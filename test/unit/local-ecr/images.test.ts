import { createHash } from 'node:crypto';
import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  ImageAlreadyExistsException,
  ImageDigestDoesNotMatchException,
  type ImageIdentifier,
  ImageNotFoundException,
  ImageTagAlreadyExistsException,
  InvalidParameterException,
  ListImagesCommand,
  PutImageCommand,
  paginateListImages,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestEcr } from '../../helpers/local-ecr.ts';

const repositoryName = 'app';
let ecr: Awaited<ReturnType<typeof startTestEcr>>;
beforeEach(async () => {
  ecr = await startTestEcr();
  await ecr.client.send(new CreateRepositoryCommand({ repositoryName }));
});
afterEach(() => ecr.aws.close());

const docker = 'application/vnd.docker.distribution.manifest.v2+json';
const manifestOf = (name: string) =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: docker,
    config: { size: 1_000, mediaType: 'application/vnd.docker.container.image.v1+json' },
    layers: [{ size: 20_000 }, { size: 3_000 }],
    name,
  });
const digestOf = (name: string) => `sha256:${createHash('sha256').update(manifestOf(name)).digest('hex')}`;
const put = (name: string, imageTag?: string, more = {}) =>
  ecr.client.send(
    new PutImageCommand({ repositoryName, imageManifest: manifestOf(name), imageTag, ...more }),
  );
const describe = async (input = {}) =>
  (await ecr.client.send(new DescribeImagesCommand({ repositoryName, ...input }))).imageDetails!;
const list = async (tagStatus?: 'TAGGED' | 'UNTAGGED') => {
  const filter = tagStatus && { tagStatus };
  return (await ecr.client.send(new ListImagesCommand({ repositoryName, filter }))).imageIds!;
};
const batchGet = (imageIds: ImageIdentifier[]) =>
  ecr.client.send(new BatchGetImageCommand({ repositoryName, imageIds }));
const batchDelete = (imageIds: ImageIdentifier[]) =>
  ecr.client.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));

test("a pushed image has its manifest's digest, and all that ECR tells of an image", async () => {
  const { image } = await put('a', '1.0');
  const imageId = { imageDigest: digestOf('a'), imageTag: '1.0' };
  const mediaType = docker;
  const wire = { registryId: '123456789012', repositoryName, imageId, imageManifest: manifestOf('a') };
  expect(image).toEqual({ ...wire, imageManifestMediaType: mediaType });
  expect((await batchGet([{ imageTag: '1.0' }])).images).toEqual([
    { ...wire, imageManifestMediaType: mediaType },
  ]);
  expect(await describe()).toEqual([
    {
      registryId: '123456789012',
      repositoryName,
      imageDigest: digestOf('a'),
      imageTags: ['1.0'],
      imageSizeInBytes: 24_000,
      imagePushedAt: new Date(ecr.now),
      imageManifestMediaType: mediaType,
      artifactMediaType: 'application/vnd.docker.container.image.v1+json',
      imageStatus: 'ACTIVE',
    },
  ]);
});

test('a tag moves to the image pushed last, and the other stays, untagged', async () => {
  await put('a', 'latest');
  await put('b', 'latest');
  expect(await list('UNTAGGED')).toEqual([{ imageDigest: digestOf('a') }]);
  expect(await list('TAGGED')).toEqual([{ imageDigest: digestOf('b'), imageTag: 'latest' }]);
  const [old] = await describe({ imageIds: [{ imageDigest: digestOf('a') }] });
  expect(old).not.toHaveProperty('imageTags');
});

test('one image may have many tags', async () => {
  await put('a', '1');
  await put('a', '2');
  expect(await list()).toHaveLength(2);
  expect((await describe())[0]?.imageTags).toEqual(['1', '2']);
});

test('refuses an image that is there, a wrong digest, and what is no manifest', async () => {
  await put('a', '1');
  await expect(put('a', '1')).rejects.toBeInstanceOf(ImageAlreadyExistsException);
  await expect(put('a')).rejects.toBeInstanceOf(ImageAlreadyExistsException);
  const claimed = put('b', '1', { imageDigest: digestOf('a') });
  await expect(claimed).rejects.toBeInstanceOf(ImageDigestDoesNotMatchException);
  await expect(put('b', '1', { imageManifest: 'x' })).rejects.toBeInstanceOf(InvalidParameterException);
  await expect(put('b', '-bad')).rejects.toBeInstanceOf(InvalidParameterException);
});

test.each([
  { imageTagMutability: 'IMMUTABLE', moves: [] },
  { imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION', moves: ['dev-1'] },
  { imageTagMutability: 'MUTABLE_WITH_EXCLUSION', moves: ['1.0'] },
] as const)('with $imageTagMutability only $moves can move', async ({ imageTagMutability, moves }) => {
  const filters = [{ filterType: 'WILDCARD', filter: 'dev-*' }] as const;
  const exclusion =
    imageTagMutability === 'IMMUTABLE' ? {} : { imageTagMutabilityExclusionFilters: [...filters] };
  const repository = { repositoryName: 'fixed', imageTagMutability, ...exclusion };
  await ecr.client.send(new CreateRepositoryCommand(repository));
  for (const tag of ['1.0', 'dev-1']) {
    await put(`a-${tag}`, tag, { repositoryName: 'fixed' });
    const move = put(`b-${tag}`, tag, { repositoryName: 'fixed' });
    if (moves.some((one) => one === tag)) await move;
    else await expect(move).rejects.toBeInstanceOf(ImageTagAlreadyExistsException);
  }
});

test('a batch answers what is there and lists what is not', async () => {
  await put('a', '1');
  await put('b', '2');
  const { images, failures } = await batchGet([
    { imageTag: '1' },
    { imageTag: 'none' },
    { imageTag: '1', imageDigest: digestOf('b') },
    { imageDigest: 'sha1:x' },
    { imageTag: '-x' },
    {},
  ]);
  expect(images).toHaveLength(1);
  expect(failures!.map(({ failureCode }) => failureCode)).toEqual([
    'ImageNotFound',
    'ImageTagDoesNotMatchDigest',
    'InvalidImageDigest',
    'InvalidImageTag',
    'MissingDigestAndTag',
  ]);
  expect(failures![0]).toEqual({
    imageId: { imageTag: 'none' },
    failureCode: 'ImageNotFound',
    failureReason: 'Requested image not found',
  });
  await expect(batchGet(Array.from({ length: 101 }, () => ({ imageTag: '1' })))).rejects.toBeInstanceOf(
    InvalidParameterException,
  );
});

test('one missing image fails the description', async () => {
  await put('a', '1');
  const missing = describe({ imageIds: [{ imageTag: '1' }, { imageTag: 'none' }] });
  await expect(missing).rejects.toBeInstanceOf(ImageNotFoundException);
  await expect(missing).rejects.toThrow("{imageDigest:'null', imageTag:'none'}");
  const paged = describe({ imageIds: [{ imageTag: '1' }], maxResults: 5 });
  await expect(paged).rejects.toBeInstanceOf(InvalidParameterException);
});

test('pages list every tag once while images come and go', async () => {
  for (let index = 0; index < 12; index += 1) await put(String(index), `t${index}`);
  const seen: (string | undefined)[] = [];
  for await (const page of paginateListImages({ client: ecr.client, pageSize: 5 }, { repositoryName })) {
    seen.push(...page.imageIds!.map(({ imageTag }) => imageTag));
    await batchDelete(page.imageIds!);
  }
  expect(seen).toHaveLength(12);
  expect(new Set(seen).size).toBe(12);
  expect(await list()).toEqual([]);
});

test('a tag deletes itself, the last one its image, and a digest everything', async () => {
  await put('a', '1');
  await put('a', '2');
  await put('b', '3');
  await put('b', '4');
  const first = await batchDelete([{ imageTag: '1' }, { imageTag: 'none' }]);
  expect(first.imageIds).toEqual([{ imageDigest: digestOf('a'), imageTag: '1' }]);
  expect(first.failures).toMatchObject([{ failureCode: 'ImageNotFound' }]);
  await batchDelete([{ imageTag: '2' }]);
  expect(await describe()).toHaveLength(1);
  const all = await batchDelete([{ imageDigest: digestOf('b') }]);
  expect(all.imageIds).toEqual([
    { imageDigest: digestOf('b'), imageTag: '3' },
    { imageDigest: digestOf('b'), imageTag: '4' },
  ]);
  expect(await describe()).toEqual([]);
});

test('pushes and deletions send ECR Image Action events', async () => {
  await put('a', '1');
  await put('b');
  await batchDelete([{ imageTag: '1' }]);
  expect(ecr.events.map(({ detail }) => detail)).toEqual([
    expect.objectContaining({ 'action-type': 'PUSH', 'image-tag': '1', 'image-digest': digestOf('a') }),
    { result: 'SUCCESS', 'repository-name': 'app', 'image-digest': digestOf('b'), 'action-type': 'PUSH' },
    expect.objectContaining({ 'action-type': 'DELETE', 'image-tag': '1' }),
  ]);
  expect(ecr.events[0]).toMatchObject({
    version: '0',
    'detail-type': 'ECR Image Action',
    source: 'aws.ecr',
    account: '123456789012',
    time: '2026-10-20T12:00:00Z',
    region: 'eu-west-1',
    resources: [],
  });
});

test('an image name is resolved as a pull would', async () => {
  const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
  await put('a', '1');
  await put('b', 'latest');
  const a = { digest: digestOf('a') };
  expect(ecr.resolveImage(`${registry}/app:1`)).toEqual(a);
  expect(ecr.resolveImage(`${registry}/app@${a.digest}`)).toEqual(a);
  expect(ecr.resolveImage(`${registry}/app:gone@${a.digest}`)).toEqual(a);
  expect(ecr.resolveImage(`${registry}/app`)).toEqual({ digest: digestOf('b') });
  const elsewhere = registry.replace('123456789012', '999999999999');
  for (const name of [
    `${elsewhere}/app:1`,
    `${registry}/app:2`,
    `${registry}/none:1`,
    `${registry}/`,
    'nginx:1',
    'app:1',
    '',
  ]) {
    expect(ecr.resolveImage(name)).toBeUndefined();
  }
});
