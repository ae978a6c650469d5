import type { withDefaults } from './schedule-request.ts';

/** A one-time schedule. */
export interface Schedule {
  readonly arn: string;
  readonly request: ReturnType<typeof withDefaults>;
  /** When it sends, epoch milliseconds. */
  readonly at: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}
