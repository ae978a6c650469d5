import type { EcrImage } from './ecr-image.ts';
import type { EcrRepository } from './ecr-repository.ts';
import type { EcrWorld } from './ecr-world.ts';
import { seedDigest } from './seed-digest.ts';
import { SEED_IMAGES, type SeedImage } from './seed-images.ts';

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
