/** Where the image of the page comes from. */
export interface ImageSource {
  /** Why nothing can be built or pushed from here; undefined when it can. */
  problem(): Promise<string | undefined>;
  /** The tag that belongs to the sources as they are: 12 hexadecimal digits. */
  tag(): Promise<string>;
  /**
   * Builds the image for Fargate's default platform and pushes it under `tag` and `latest`.
   * @throws ScriptProblem when docker fails
   */
  push(target: PushTarget): Promise<void>;
}

export interface PushTarget {
  /** `123456789012.dkr.ecr.us-east-1.amazonaws.com/hello-world`. */
  readonly repositoryUri: string;
  readonly tag: string;
  /** `aws ecr get-login-password`. */
  password(): Promise<string>;
}
