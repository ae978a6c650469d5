/**
 * What a local AWS service answers instead of a result. `name` is the service's own exception name
 * (`ClusterNotFoundException`), which the SDK turns into its typed error. Fields of the exception beside
 * `message` go into `fields`.
 */
export class ServiceError extends Error {
  readonly status: number;
  readonly fields: Record<string, unknown>;

  constructor(name: string, message: string, status = 400, fields: Record<string, unknown> = {}) {
    super(message);
    this.name = name;
    this.status = status;
    this.fields = fields;
  }
}
