import { createHash } from 'node:crypto';
import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  InvalidParameterException,
  PutImageCommand,
  ReferencedImagesNotFoundException,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestEcr } from '../../helpers/local-ecr.ts';

const repositoryName = 'app';
const oci = 'application/vnd.oci.image.manifest.v1+json';
const ociConfig = 'application/vnd.oci.image.config.v1+json';
const indexes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

let ecr: Awaited<ReturnType<typeof startTestEcr>>;
beforeEach(async () => {
  ecr = await startTestEcr();
  await ecr.client.send(new CreateRepositoryCommand({ repositoryName }));
});
afterEach(() => ecr.aws.close());

const digestOf = (manifest: string) => `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
const imageOf = (size: number, of: object = {}) =>
  JSON.stringify({ mediaType: oci, config: { mediaType: ociConfig, size: 1 }, layers: [{ size }], ...of });
const indexOf = (images: string[], mediaType = indexes[0]) =>
  JSON.stringify({
    mediaType,
    manifests: images.map((manifest) => ({ digest: digestOf(manifest), size: 9 })),
  });
const put = (imageManifest: string, imageTag?: string, more = {}) =>
  ecr.client.send(new PutImageCommand({ repositoryName, imageManifest, imageTag, ...more }));
const describe = async (manifest: string) => {
  const imageIds = [{ imageDigest: digestOf(manifest) }];
  return (await ecr.client.send(new DescribeImagesCommand({ repositoryName, imageIds }))).imageDetails?.[0];
};
const remove = (...imageIds: object[]) =>
  ecr.client.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));

test.each(indexes)(
  'an index of %s is as large as its largest image, and of no artifact type',
  async (mediaType) => {
    const images = [imageOf(10), imageOf(30)];
    for (const image of images) await put(image);
    const index = indexOf(images, mediaType);
    await put(index, '1');
    expect(await describe(index)).toMatchObject({ imageSizeInBytes: 31, imageManifestMediaType: mediaType });
    expect(await describe(index)).not.toHaveProperty('artifactMediaType');
    expect(await describe(images[0]!)).toMatchObject({ imageSizeInBytes: 11, artifactMediaType: ociConfig });
  },
);

test.each([
  ['none', () => [imageOf(1), imageOf(2)], 2],
  ['one', () => [imageOf(1), imageOf(3)], 1],
])('an index is refused where of its images %s is there', async (_, of, missing) => {
  await put(imageOf(3));
  const images = of();
  const refusal = await put(indexOf(images)).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ReferencedImagesNotFoundException);
  expect(String(refusal).match(/sha256:/g)).toHaveLength(missing);
});

test('what an index holds stays as long as the index does', async () => {
  const image = imageOf(1);
  await put(image, 'one');
  await put(image, 'two');
  const index = indexOf([image]);
  await put(index, '1');
  const failure = (imageId: object) => ({
    imageId,
    failureCode: 'ImageReferencedByManifestList',
    failureReason: `Requested image referenced by manifest list: [${digestOf(index)}]`,
  });
  const byDigest = { imageDigest: digestOf(image) };
  expect(await remove(byDigest)).toMatchObject({ imageIds: [], failures: [failure(byDigest)] });
  expect((await remove({ imageTag: 'one' })).failures).toEqual([]);
  expect((await remove({ imageTag: 'two' })).failures).toEqual([failure({ imageTag: 'two' })]);
  expect((await remove({ imageTag: '1' }, byDigest)).failures).toEqual([failure(byDigest)]);
  expect((await remove(byDigest)).failures).toEqual([]);
});

test('an artifact is of its own type', async () => {
  const artifact = imageOf(1, { artifactType: 'application/vnd.example.sbom' });
  await put(artifact);
  expect(await describe(artifact)).toMatchObject({ artifactMediaType: 'application/vnd.example.sbom' });
});

test('a manifest that does not say its media type needs the request to', async () => {
  const silent = imageOf(1, { mediaType: undefined });
  await expect(put(silent)).rejects.toBeInstanceOf(InvalidParameterException);
  await put(silent, '1', { imageManifestMediaType: oci });
  expect(await describe(silent)).toMatchObject({ imageManifestMediaType: oci });
  await expect(put(imageOf(2), '2', { imageManifestMediaType: indexes[0] })).rejects.toThrow(/media type/);
});

test('an image of a media type that the client does not take is none to it', async () => {
  await put(imageOf(1), '1');
  const get = async (...acceptedMediaTypes: string[]) =>
    await ecr.client.send(
      new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: '1' }], acceptedMediaTypes }),
    );
  expect((await get(oci)).images).toHaveLength(1);
  expect((await get()).images).toHaveLength(1);
  expect(await get('application/vnd.docker.distribution.manifest.v2+json')).toMatchObject({
    images: [],
    failures: [{ failureCode: 'ImageNotFound' }],
  });
});
