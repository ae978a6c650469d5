/** The Slack app was installed without a scope that the bot needs. */
export class MissingScope extends Error {
  override readonly name = 'MissingScope';
  /** `users:read` */
  readonly scope: string;

  constructor(scope: string, options?: ErrorOptions) {
    super(`The Slack app lacks a scope: add the scope ${scope} and reinstall the app`, options);
    this.scope = scope;
  }
}
