import type { StopReason } from '../../episodes/stop-reason.ts';
import type { EpisodeWords } from './episode-words.ts';

/** A stop's reason in words. */
export function reasonWords({ code, detail = '' }: StopReason, { reasons }: EpisodeWords): string {
  return reasons[code](detail);
}
