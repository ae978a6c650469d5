import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownRepository, readImageName, repositoryKey, toImage } from '../../../src/aws/ecr.ts';
import { imageTag } from '../../../src/aws/ecs/target.ts';
import { comparedImages, shortDigest, shortImage } from '../../../src/messages/mrkdwn.ts';

test('findings come the worst first, severities that are new to us last', () => {
  const { findings } = toImage({
    imageScanStatus: { status: 'COMPLETE' },
    imageScanFindingsSummary: {
      findingSeverityCounts: { LOW: 9, UNHEARD: 1, CRITICAL: 2, UNTRIAGED: 4, HIGH: 1 } as Record<
        string,
        number
      >,
    },
  });
  expect(findings?.map(({ severity }) => severity)).toEqual([
    'CRITICAL',
    'HIGH',
    'LOW',
    'UNTRIAGED',
    'UNHEARD',
  ]);
});

test('what ECR leaves out stays empty', () => {
  expect(toImage({})).toEqual({
    digest: '',
    tags: [],
    pushedAt: undefined,
    size: undefined,
    scanStatus: undefined,
    findings: undefined,
  });
});

const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const digest = `sha256:${'0123456789ab'.padEnd(64, 'c')}`;

describe('readImageName', () => {
  test.each([
    ['nginx', { registry: undefined, repository: 'nginx', tag: 'latest', digest: undefined }],
    ['nginx:1.27', { registry: undefined, repository: 'nginx', tag: '1.27', digest: undefined }],
    ['shop/web:1', { registry: undefined, repository: 'shop/web', tag: '1', digest: undefined }],
    [`${registry}/shop/web:1.4.2`, { registry, repository: 'shop/web', tag: '1.4.2', digest: undefined }],
    [`${registry}/web@${digest}`, { registry, repository: 'web', tag: undefined, digest }],
    [`${registry}/web:1@${digest}`, { registry, repository: 'web', tag: undefined, digest }],
    [
      'localhost:5000/web',
      { registry: 'localhost:5000', repository: 'web', tag: 'latest', digest: undefined },
    ],
    ['localhost/web:2', { registry: 'localhost', repository: 'web', tag: '2', digest: undefined }],
    ['public.ecr.aws/a/b:c', { registry: 'public.ecr.aws', repository: 'a/b', tag: 'c', digest: undefined }],
  ])('%s', (image, parts) => {
    expect(readImageName(image)).toEqual(parts);
  });

  test('any text has a name', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof readImageName(text).repository === 'string'));
  });
});

describe('ownRepository', () => {
  const arn = 'arn:aws:ecs:eu-west-1:123456789012:service/shop/web';
  test.each([
    [`${registry}/shop/web:1`, 'shop/web'],
    ['123456789012.dkr-ecr.eu-west-1.on.aws/shop/web:1', 'shop/web'],
    ['123456789012.dkr.ecr-fips.eu-west-1.amazonaws.com/web', 'web'],
    ['123456789012.dkr.ecr.us-east-1.amazonaws.com/web', undefined],
    ['123456789012.dkr.ecr.eu-west-1.evil.example/shop/web', undefined],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example/shop/web', undefined],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.eu/shop/web', 'shop/web'],
    ['999999999999.dkr.ecr.eu-west-1.amazonaws.com/web', undefined],
    ['public.ecr.aws/nginx/nginx', undefined],
    ['shop/web', undefined],
  ])('%s is in %s', (image, repository) => {
    expect(ownRepository(image, arn)).toBe(repository);
  });
});

test('a repository has one key, and no two have the same', () => {
  const arn = 'arn:aws:ecs:eu-west-1:123456789012:service/shop/web';
  const key = (image: string) => repositoryKey(image, arn);
  expect(key(`${registry}/shop/web:1@${digest}`)).toBe('shop/web');
  expect(key('shop/web:1')).toBe('docker.io/shop/web');
  expect(key('nginx')).toBe('docker.io/library/nginx');
  expect(key('docker.io/library/nginx:1')).toBe('docker.io/library/nginx');
  expect(key('public.ecr.aws/nginx/nginx:1')).toBe('public.ecr.aws/nginx/nginx');
  const elsewhere = '999999999999.dkr.ecr.eu-west-1.amazonaws.com/shop/web';
  expect(key(`${elsewhere}:1`)).toBe(elsewhere);
  // A pull-through cache may name its repositories so.
  expect(key(`${registry}/docker.io/library/nginx:1`)).toBe(`${registry}/docker.io/library/nginx`);
});

test.each([
  [`${registry}/shop/web:1.4.2`, 'shop/web:1.4.2', '1.4.2'],
  [`${registry}/shop/web:1.4.2@${digest}`, 'shop/web:1.4.2@0123456789ab', '1.4.2'],
  [`${registry}/shop/web@${digest}`, 'shop/web@0123456789ab', 'sha256:0123456789ab'],
  [`${registry}/shop/web:1.4.2@${digest}`, 'shop/web:1.4.2@0123456789ab', '1.4.2'],
  ['localhost:5000/web', 'web', 'latest'],
  ['nginx', 'nginx', 'latest'],
  ['shop/web:1', 'shop/web:1', '1'],
])('%s is shown as %s, its tag as %s', (image, short, tag) => {
  expect(shortImage(image)).toBe(short);
  expect(imageTag(image)).toBe(tag);
});

test('a digest by twelve digits', () => {
  expect(shortDigest(digest)).toBe('sha256:0123456789ab');
});

test('another registry is not overlooked where two images are compared', () => {
  const own = `${registry}/shop/web:1@${digest}`;
  expect(comparedImages(own, `${registry}/shop/web:2`)).toEqual(['shop/web:1@0123456789ab', 'shop/web:2']);
  const other = 'evil.example/shop/web:2';
  expect(comparedImages(own, other)).toEqual([`${registry}/shop/web:1@0123456789ab`, other]);
  expect(comparedImages('nginx:1', 'nginx:2')).toEqual(['nginx:1', 'nginx:2']);
});
