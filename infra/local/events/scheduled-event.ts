import { randomUUID } from 'node:crypto';
import type { EventBridgeEvent } from './event-bridge-event.ts';

/** The event that a rule with a schedule sends when it is due. */
export function scheduledEvent(
  rule: string,
  { accountId, region, now }: { accountId: string; region: string; now: number },
): EventBridgeEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: accountId,
    time: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [`arn:aws:events:${region}:${accountId}:rule/${rule}`],
    detail: {},
  };
}
