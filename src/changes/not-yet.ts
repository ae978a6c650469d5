/** It was surely not done, and may be when it is asked again soon: tried as often as its job is, and failed after that. */
export class NotYet extends Error {
  /** What a person reads of it, when it lasts. */
  readonly why: 'firstCluster';

  constructor(why: NotYet['why'], options: { readonly cause: Error }) {
    super(options.cause.message, options);
    this.name = 'NotYet';
    this.why = why;
  }
}
