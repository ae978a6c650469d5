import { DescribeImagesCommand, DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDigest, seedEcr } from '../../../infra/local/ecr/seed.ts';
import { startTestEcr } from '../../helpers/local-ecr.ts';

let ecr: Awaited<ReturnType<typeof startTestEcr>>;
beforeAll(async () => {
  ecr = await startTestEcr();
  seedEcr(ecr.world);
});
afterAll(() => ecr.aws.close());

const imagesOf = async (repositoryName: string) =>
  (await ecr.client.send(new DescribeImagesCommand({ repositoryName }))).imageDetails!;

test('the world starts with these repositories and tags', async () => {
  const { repositories } = await ecr.client.send(new DescribeRepositoriesCommand({}));
  const names = repositories!.map(({ repositoryName }) => repositoryName!);
  const tags = await Promise.all(
    names.map(async (name) => [
      name,
      (await imagesOf(name)).flatMap(({ imageTags }) => imageTags ?? []).sort(),
    ]),
  );
  expect(Object.fromEntries(tags)).toEqual({
    'hello-world': ['1.0.0', 'latest'],
    'shop/api': ['2.0.0', '2.0.1'],
    'shop/web': ['1.4.0', '1.4.1', '1.4.2', '1.5.0-rc.1'],
    'shop/worker': ['0.9.0'],
  });
  expect(ecr.events).toEqual([]);
});

test('shop/web:1.4.2 has moved: its first push is still there, untagged', async () => {
  const images = await imagesOf('shop/web');
  const now = images.find(({ imageTags }) => imageTags?.includes('1.4.2'));
  expect(now?.imageDigest).toBe(seedDigest('shop/web', '1.4.2', 2));
  const first = images.find(({ imageDigest }) => imageDigest === seedDigest('shop/web', '1.4.2', 1));
  expect(first).toBeDefined();
  expect(first).not.toHaveProperty('imageTags');
  expect(first!.imagePushedAt!.getTime()).toBeLessThan(now!.imagePushedAt!.getTime());
});

test('every image was pushed in the past, and some were scanned', async () => {
  const images = await imagesOf('shop/web');
  for (const { imagePushedAt } of images) expect(imagePushedAt!.getTime()).toBeLessThan(ecr.now);
  const scanned = images.filter(({ imageScanFindingsSummary }) => imageScanFindingsSummary !== undefined);
  expect(scanned.length).toBeGreaterThan(0);
  expect(scanned.length).toBeLessThan(images.length);
});
