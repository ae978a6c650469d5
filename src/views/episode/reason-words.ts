import type { StopReason } from '../../episodes/stop-reason.ts';
import { quote } from '../blocks/quote.ts';
import type { EpisodeWords } from './episode-words.ts';

/** Why a task stopped, as the part of a sentence. What ECS gave is escaped and shortened. */
export function reasonWords(
  { code, detail = '' }: Pick<StopReason, 'code' | 'detail'>,
  { reasons }: EpisodeWords,
): string {
  return reasons[code].what(quote(detail));
}
