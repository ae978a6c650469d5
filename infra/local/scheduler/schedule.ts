import type { z } from 'zod';
import type { scheduleRequest } from './schedule-request.ts';

/** A one-time schedule. */
export interface Schedule {
  readonly arn: string;
  readonly request: z.output<typeof scheduleRequest>;
  /** When it sends, epoch milliseconds. */
  readonly at: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}
