import { createHash } from 'node:crypto';
import type { EcrImage, EcrRepository, EcrWorld } from './model.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const CONFIG = 'application/vnd.docker.container.image.v1+json';
const MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';

/** Fills an empty ECR with the repositories that the local world starts with, pushed on past days. */
export function seedEcr(world: EcrWorld): void {
  for (const seed of SEED_IMAGES) {
    const repository = world.repositories.get(seed.repository) ?? newRepository(world, seed.repository);
    const image = toImage(seed, world.clock.now());
    repository.images.set(image.digest, image);
  }
}

function newRepository({ repositories, clock }: EcrWorld, name: string): EcrRepository {
  const repository: EcrRepository = {
    name,
    createdAt: new Date(clock.now() - 120 * DAY_MS),
    imageTagMutability: 'MUTABLE',
    exclusionFilters: [],
    scanOnPush: false,
    encryption: { encryptionType: 'AES256' },
    tags: new Map(),
    images: new Map(),
  };
  repositories.set(name, repository);
  return repository;
}

function toImage(
  { repository, tag, push = 1, daysAgo, megabytes, ...rest }: SeedImage,
  now: number,
): EcrImage {
  const digest = seedDigest(repository, tag, push);
  const pushedAt = new Date(now - daysAgo * DAY_MS);
  const size = Math.round(megabytes * 1_000_000);
  const manifest = { schemaVersion: 2, mediaType: MANIFEST, layers: [{ digest, size }] };
  return {
    digest,
    tags: rest.isUntagged ? [] : [tag],
    sizeInBytes: size,
    pushedAt,
    manifest: JSON.stringify(manifest),
    mediaType: MANIFEST,
    artifactMediaType: CONFIG,
    references: [],
    ...(rest.findings === undefined
      ? {}
      : {
          scan: { completedAt: new Date(pushedAt.getTime() + 40_000), findingSeverityCounts: rest.findings },
        }),
  };
}

interface SeedImage {
  readonly repository: string;
  /** The tag that it was pushed with; `isUntagged` means that it has lost the tag since. */
  readonly tag: string;
  /** Which push of that tag this was, counted from 1. */
  readonly push?: number;
  readonly isUntagged?: boolean;
  readonly daysAgo: number;
  readonly megabytes: number;
  /** What its scan found; absent when it was never scanned. */
  readonly findings?: Readonly<Record<string, number>>;
}

/**
 * The repositories of the local world. `shop/web:1.4.2` was pushed a second time after the service had started: the running tasks use the first push,
 * which is untagged now.
 */
const SEED_IMAGES: readonly SeedImage[] = [
  { repository: 'hello-world', tag: '1.0.0', daysAgo: 41, megabytes: 17.9, findings: {} },
  { repository: 'hello-world', tag: 'latest', daysAgo: 12, megabytes: 18.2, findings: { LOW: 2 } },
  { repository: 'shop/web', tag: '1.4.0', daysAgo: 33.2, megabytes: 61.4, findings: { HIGH: 1, MEDIUM: 4 } },
  { repository: 'shop/web', tag: '1.4.1', daysAgo: 21.5, megabytes: 61.6, findings: { MEDIUM: 4, LOW: 9 } },
  {
    repository: 'shop/web',
    tag: '1.4.2',
    isUntagged: true,
    daysAgo: 9.1,
    megabytes: 62,
    findings: { MEDIUM: 3 },
  },
  {
    repository: 'shop/web',
    tag: '1.4.2',
    push: 2,
    daysAgo: 0.2,
    megabytes: 62.1,
    findings: { CRITICAL: 1, MEDIUM: 3 },
  },
  { repository: 'shop/web', tag: '1.5.0-rc.1', daysAgo: 1.4, megabytes: 64.8 },
  { repository: 'shop/api', tag: '2.0.0', daysAgo: 18.7, megabytes: 88.3, findings: { HIGH: 2, LOW: 5 } },
  { repository: 'shop/api', tag: '2.0.1', daysAgo: 6.3, megabytes: 88.4, findings: {} },
  { repository: 'shop/worker', tag: '0.8.4', isUntagged: true, daysAgo: 52, megabytes: 70.5 },
  { repository: 'shop/worker', tag: '0.9.0', daysAgo: 14.9, megabytes: 71.2 },
];

/** The digest of a seeded image: the n-th push of a tag. ECS's seed uses this for the digests of its tasks too. */
export function seedDigest(repository: string, tag: string, push = 1): string {
  return `sha256:${createHash('sha256').update(`${repository}:${tag}:${push}`).digest('hex')}`;
}
