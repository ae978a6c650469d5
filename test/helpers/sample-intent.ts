import { createHash } from 'node:crypto';
import type { Intent } from '../../src/changes/card.ts';

/** A scaling of a service from 3 to `count`, decided at `iso`. */
export function sampleIntent(
  iso: string,
  { service = 'web', userId = 'U0OLIVIA', count = 4, decision = 'make' as Intent['decision'] } = {},
): Intent {
  const id = createHash('md5').update(`${iso} ${service} ${userId} ${count}`).digest('hex');
  return {
    card: {
      id,
      line: `scale shop/${service} ${count}`,
      change: {
        type: 'scale',
        target: { cluster: 'shop', service },
        before: { desiredCount: 3, runningCount: 3 },
        after: { desiredCount: count },
      },
      askedBy: userId,
      channelId: 'C0LOCAL0OPS',
      askedAt: iso,
      expiresAt: Date.parse(iso) / 1000 + 600,
    },
    decision,
    decidedBy: userId,
    jobId: `job-${id}`,
    decidedAt: iso,
  };
}
