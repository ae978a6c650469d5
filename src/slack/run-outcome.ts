import { cancelCard } from '../changes/cancel-card.ts';
import type { ChangeContext } from '../changes/change-context.ts';
import { type Confirmed, confirmCard } from '../changes/confirm-card.ts';
import { propose } from '../changes/propose.ts';
import { dispatch } from '../commands/dispatch.ts';
import type { Outcome } from '../commands/outcome.ts';
import { cancelledView } from '../views/cancelled-view.ts';
import { cardView } from '../views/card-view.ts';
import { replyView } from '../views/reply-view.ts';
import { startedView } from '../views/started-view.ts';
import { changeSetting } from './change-setting.ts';
import type { LineRequest } from './line-request.ts';
import type { LineWorld } from './line-world.ts';

/** Does what a line came to: shows the answer, shows a card, or carries the confirmed card's change through. */
export async function runOutcome(
  outcome: Outcome,
  share: boolean,
  request: LineRequest,
  world: LineWorld,
): Promise<void> {
  const { answer, line } = request;
  const { messages, now } = world;
  switch (outcome.type) {
    case 'reply': {
      const message = replyView(outcome.reply, messages, { now: now(), shared: share });
      return share ? answer.toChannel(message) : answer.toPerson(message);
    }
    case 'change': {
      const card = await propose(outcome.change, line, changeContext(request, world));
      return answer.toPerson(cardView(card, messages, { now: now(), moved: false }));
    }
    case 'setting':
      return changeSetting(outcome.setting, request, world);
    case 'confirm':
      return afterPress(await confirmCard(outcome.cardId, changeContext(request, world)), request, world);
    case 'cancel': {
      const card = await cancelCard(outcome.cardId, changeContext(request, world));
      return answer.toPerson(cancelledView(card.change, messages));
    }
  }
}

async function afterPress(confirmed: Confirmed, request: LineRequest, world: LineWorld): Promise<void> {
  const { answer, caller } = request;
  const { messages, now, logger } = world;
  if (confirmed.type === 'moved') {
    const { outcome } = await dispatch(confirmed.card.line, { ...world, caller });
    if (outcome.type !== 'change')
      throw new Error(`The line of card ${confirmed.card.id} is no change any more`);
    const card = await propose(outcome.change, confirmed.card.line, changeContext(request, world));
    return answer.toPerson(cardView(card, messages, { now: now(), moved: true }));
  }
  const { card, outcome, channelId, link } = confirmed;
  logger.info('change', { card, channelId, outcome });
  if (outcome.result !== 'applied' || channelId !== caller.channelId) {
    return answer.toPerson(startedView(card.change, outcome, link, messages));
  }
  return answer.removeOriginal();
}

function changeContext({ caller, delivery }: LineRequest, world: LineWorld): ChangeContext {
  return { ...world, ...delivery, userId: caller.userId, channelId: caller.channelId };
}
