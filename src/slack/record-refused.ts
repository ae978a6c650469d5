import type { Refused } from '../changes/change-record.ts';
import type { Delivery } from './delivery.ts';
import type { LineWorld } from './line-world.ts';

/** Writes a refusal into the audit. One that can't be written is tried again with its job, and at last only logged. */
export async function recordRefused(
  find: () => Promise<Omit<Refused, 'jobId' | 'at'>>,
  { jobId, receivedAt, lastTry }: Delivery,
  { audit, logger }: Pick<LineWorld, 'audit' | 'logger'>,
): Promise<void> {
  try {
    await audit.putRefused({ ...(await find()), jobId, at: new Date(receivedAt).toISOString() });
  } catch (error) {
    if (!lastTry) throw error;
    logger.error('A refusal was not recorded', { jobId, error: error as Error });
  }
}
