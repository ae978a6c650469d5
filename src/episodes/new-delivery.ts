import type { Delivery } from './episode-record.ts';

/** Nothing sent yet. `ts` where the first post was already made: a change's, which notified of no trouble. */
export function newDelivery(channel: string, ts?: string): Delivery {
  return {
    channel,
    ...(ts !== undefined && { ts, notified: 'told' }),
    tries: 0,
    pending: true,
    sentVersion: 0,
    sentDigest: '',
    sentHeadline: '',
    sentAt: 0,
    notBefore: 0,
    failures: 0,
  };
}
