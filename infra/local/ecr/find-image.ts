import type { EcrImage } from './ecr-image.ts';
import type { EcrRepository } from './ecr-repository.ts';
import type { ImageId } from './image-id.ts';

/** An entry of `failures[]`: ECR's batch calls throw for no image. */
export interface ImageFailure {
  readonly imageId: ImageId;
  readonly failureCode: string;
  readonly failureReason: string;
}

/** The image that `imageId` names, or why there is none. */
export function findImage(
  { images }: EcrRepository,
  imageId: ImageId,
): { image: EcrImage } | { failure: ImageFailure } {
  const { imageDigest, imageTag } = imageId;
  const fail = (failureCode: string, failureReason: string) => ({
    failure: { imageId, failureCode, failureReason },
  });
  if (imageDigest === undefined && imageTag === undefined) {
    return fail('MissingDigestAndTag', 'Invalid request parameters: both tag and digest cannot be null');
  }
  if (imageDigest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(imageDigest)) {
    const reason =
      "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'";
    return fail('InvalidImageDigest', reason);
  }
  if (imageTag !== undefined && !/^[\w][\w.-]{0,299}$/.test(imageTag)) {
    const reason =
      "Invalid request parameters: image tag should satisfy the regex '[a-zA-Z0-9-_]+[a-zA-Z0-9-_.]*'";
    return fail('InvalidImageTag', reason);
  }
  const byTag =
    imageTag === undefined ? undefined : [...images.values()].find(({ tags }) => tags.includes(imageTag));
  const image = imageDigest === undefined ? byTag : images.get(imageDigest);
  if (image === undefined) return fail('ImageNotFound', 'Requested image not found');
  if (imageTag !== undefined && byTag !== image) {
    return fail('ImageTagDoesNotMatchDigest', 'Requested tag does not match to the given digest');
  }
  return { image };
}
