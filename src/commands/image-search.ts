import type { ECRClient } from '@aws-sdk/client-ecr';
import pMap from 'p-map';
import { describeImage, describeTaggedImages, type Image } from '../aws/ecr.ts';
import type { ImageUse } from '../aws/ecs/image-use.ts';

/** An image and the services that run it. */
export interface ImageRow {
  readonly image: Image;
  /** `cluster/service` */
  readonly services: readonly string[];
}

/** A service that runs another image than its tag stands for by now. */
export interface MovedTag {
  /** `cluster/service` */
  readonly target: string;
  readonly tag: string;
  /** The digest that runs. */
  readonly runs: string;
  /** When that one was pushed; undefined when the repository does not hold it any more. */
  readonly runsPushedAt: Date | undefined;
  /** The image that the tag stands for now; undefined when nothing has that tag. */
  readonly now: Image | undefined;
}

/** A repository's newest tagged images and what runs of it. */
export interface RepositoryImages {
  readonly repository: string;
  /** False when a service still runs an image of a repository that was deleted. */
  readonly exists: boolean;
  readonly rows: readonly ImageRow[];
  /** Of all tagged images. */
  readonly total: number;
  readonly moved: readonly MovedTag[];
}

/**
 * Reads one repository and lays the services' images beside its own. For n tagged images ceil(n/1000) DescribeImages,
 * and one for each digest that runs without a tag.
 */
export async function readRepository(
  ecr: ECRClient,
  repository: string,
  everyUse: readonly ImageUse[],
  count: number,
): Promise<RepositoryImages> {
  const images = await describeTaggedImages(ecr, repository);
  if (images === undefined) return { repository, exists: false, rows: [], total: 0, moved: [] };
  const uses = everyUse.filter((use) => use.repository === repository);
  const byTag = new Map(images.flatMap((image) => image.tags.map((tag) => [tag, image])));
  const moved = unique(
    uses.flatMap(({ target, tag, digest }) =>
      tag !== undefined && digest !== undefined && byTag.get(tag)?.digest !== digest
        ? [{ target, tag, runs: digest, now: byTag.get(tag) }]
        : [],
    ),
  );
  const pushedAt = async (digest: string) => {
    const known = images.find((image) => image.digest === digest);
    return (known ?? (await describeImage(ecr, repository, digest)))?.pushedAt;
  };
  return {
    repository,
    exists: true,
    rows: images.slice(0, count).map((image) => ({ image, services: servicesOf(image, uses) })),
    total: images.length,
    moved: await pMap(moved, async (each) => ({ ...each, runsPushedAt: await pushedAt(each.runs) }), {
      concurrency: 4,
    }),
  };
}

/** By digest; a service whose digest ECS did not note runs what its tag stands for, as far as anybody knows. */
function servicesOf(image: Image, uses: readonly ImageUse[]): string[] {
  const runs = ({ tag, digest }: ImageUse) =>
    digest === undefined ? image.tags.includes(tag ?? '') : digest === image.digest;
  return [...new Set(uses.filter(runs).map(({ target }) => target))];
}

/** Two containers of a service with the same image are one use. */
function unique(moved: readonly Omit<MovedTag, 'runsPushedAt'>[]): Omit<MovedTag, 'runsPushedAt'>[] {
  return [...new Map(moved.map((each) => [`${each.target} ${each.tag} ${each.runs}`, each])).values()];
}
