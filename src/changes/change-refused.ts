/** Why the road lets a change not through. */
export type RefusalReason =
  | { readonly why: 'cardGone' | 'tooLate' }
  /** `operators` are who may. */
  | { readonly why: 'mayNotChange'; readonly operators: readonly string[] }
  | { readonly why: 'cardOfAnother'; readonly askedBy: string }
  | { readonly why: 'cannotPost'; readonly channelId: string; readonly direct: boolean };

/** Thrown before anything was changed. */
export class ChangeRefused extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, options?: ErrorOptions) {
    super(reason.why, options);
    this.name = 'ChangeRefused';
    this.reason = reason;
  }
}
