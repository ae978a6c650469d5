import type { EpisodeRecord } from './episode-record.ts';

/** Whether a message of this record may not show its last state yet. */
export function hasUnsent({ delivery, lastEdits }: Pick<EpisodeRecord, 'delivery' | 'lastEdits'>): boolean {
  return lastEdits.length > 0 || (delivery?.pending === true && delivery.gone === undefined);
}
