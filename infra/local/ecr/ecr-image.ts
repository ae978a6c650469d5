/** What a scan found, by severity; a severity without findings is left out. */
export interface ImageScan {
  readonly completedAt: Date;
  readonly findingSeverityCounts: Readonly<Record<string, number>>;
}

/** One image of a repository. Its tags move: a push of the same tag takes it away and leaves the image untagged. */
export interface EcrImage {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly sizeInBytes: number;
  readonly pushedAt: Date;
  readonly manifest: string;
  readonly mediaType: string;
  /** Of what the image is, by its config; undefined where it has none, as an index. */
  readonly artifactMediaType: string | undefined;
  /** The digests of an index's images; none otherwise. */
  readonly references: readonly string[];
  readonly scan?: ImageScan;
}
