import type { EpisodeRecord } from './episode-record.ts';
import { isUnsent } from './is-unsent.ts';

/** Whether a message of this record may not show its last state yet. */
export function hasUnsent({
  deliveries,
  lastEdits,
}: Pick<EpisodeRecord, 'deliveries' | 'lastEdits'>): boolean {
  return lastEdits.length > 0 || deliveries.some(isUnsent);
}
