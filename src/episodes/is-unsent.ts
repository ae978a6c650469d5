import type { Delivery } from './episode-record.ts';

/** Whether this message may not show the episode's last state yet, and Slack would still take it. */
export function isUnsent({ pending, gone }: Delivery): boolean {
  return pending && gone === undefined;
}
