/** Where a container logs to, as its task definition says. */
export interface LogPlace {
  readonly container: string;
  readonly logGroup: string;
  /** The driver names a stream `<prefix>/<container>/<task id>`. */
  readonly streamPrefix: string;
}
