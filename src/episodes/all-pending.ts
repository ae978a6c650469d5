import type { Delivery } from './episode-record.ts';

/** The deliveries after something changed that each message may have to show. */
export function allPending(deliveries: readonly Delivery[]): readonly Delivery[] {
  return deliveries.map((delivery) => ({ ...delivery, pending: true }));
}
