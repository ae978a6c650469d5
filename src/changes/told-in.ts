import type { Card } from './card.ts';
import type { ChangeContext } from './change-context.ts';
import { isDirect } from './is-direct.ts';

/** Where a card's change is told: where it was asked, from a direct message in the default channel. */
export function toldIn(
  { channelId }: Card,
  { defaultChannel }: Pick<ChangeContext, 'defaultChannel'>,
): string {
  return isDirect(channelId) ? defaultChannel : channelId;
}
