/** Where osls runs. */
export interface OslsWorld {
  /** Folder of serverless.yml. */
  readonly root: string;
  /** What it says is kept for the error. */
  readonly quiet?: boolean;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}
