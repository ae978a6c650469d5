/** What a request names an image by: a digest, a tag, or both, which must then agree. */
export interface ImageId {
  readonly imageDigest?: string | undefined;
  readonly imageTag?: string | undefined;
}
