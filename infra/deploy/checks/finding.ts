/** What `npm run verify` found out about one part. */
export interface Finding {
  /** WARN: it works, but something wants attention. */
  readonly level: 'OK' | 'WARN' | 'FAIL';
  /** `queue ecs-ops-bot-prod-events`. */
  readonly part: string;
  readonly says: string;
  /** What to do about it; there is one unless all is well. */
  readonly todo?: string;
}
