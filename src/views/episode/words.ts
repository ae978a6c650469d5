import type { StopReason } from '../../episodes/stops.ts';
import type { Messages } from '../../messages/en/index.ts';
import { quote } from '../../messages/mrkdwn.ts';

/** The catalogue's sentences about episodes. */
export type EpisodeWords = Messages['episodes'];

/** Why a task stopped, as the part of a sentence. What ECS gave is escaped and shortened. */
export function reasonWords(
  { code, detail = '' }: Pick<StopReason, 'code' | 'detail'>,
  { reasons }: EpisodeWords,
): string {
  return reasons[code].what(quote(detail));
}

/** Whole seconds of a span in milliseconds; ECS's clock and ours may differ, so never below none. */
export function seconds(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds / 1000));
}
