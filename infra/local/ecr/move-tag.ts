import type { EcrRepository } from './ecr-repository.ts';

/** Puts a tag on the image with `digest` and takes it from whichever image has it; that one stays, perhaps untagged. */
export function moveTag({ images }: EcrRepository, tag: string, digest: string): void {
  for (const image of images.values()) {
    const others = image.tags.filter((other) => other !== tag);
    images.set(image.digest, { ...image, tags: image.digest === digest ? [...others, tag] : others });
  }
}
