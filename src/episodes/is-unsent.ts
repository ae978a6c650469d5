import type { Delivery } from './episode-record.ts';

/** Whether this message may not show the episode's last state yet and Slack would still take it, or a notification is due. */
export function isUnsent({ pending, gone, rise }: Delivery): boolean {
  return (pending && gone === undefined) || rise !== undefined;
}
