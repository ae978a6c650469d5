import { type Card, ChangeRefused } from '../changes/card.ts';
import { type Confirmed, cancelCard, confirmCard } from '../changes/confirm.ts';
import { type ChangeContext, isDirect, toldIn } from '../changes/context.ts';
import { propose } from '../changes/propose.ts';
import type { CommandResult } from '../commands/line/command.ts';
import { dispatch } from '../commands/line/dispatch.ts';
import type { Reply } from '../commands/registry.ts';
import type { Messages } from '../messages/en/index.ts';
import { endedApprovalView } from '../views/changes/approval.ts';
import { cardView, workingCardView } from '../views/changes/card.ts';
import { askedView, cancelledView, startedView } from '../views/changes/results.ts';
import { replyView } from '../views/replies/index.ts';
import { changeSetting } from './change-setting.ts';
import type { LineRequest, LineWorld } from './context.ts';
import { runLesson } from './hands-on.ts';

/** Does what a line came to: shows the answer, shows a card, or carries the confirmed card's change through. */
export async function runOutcome(
  outcome: CommandResult<Reply>,
  share: boolean,
  request: LineRequest,
  world: LineWorld,
): Promise<void> {
  const { answer, line } = request;
  const { messages, now } = world;
  switch (outcome.type) {
    case 'reply': {
      const view = (words: Messages) => replyView(outcome.reply, words, { now: now(), shared: share });
      if (!share) return answer.toPerson(view(messages));
      const { channelId } = request.caller;
      return answer.toChannel(view(isDirect(channelId) ? messages : await world.channelMessages(channelId)));
    }
    case 'change': {
      const card = await propose(outcome.change, line, changeContext(request, world));
      return showCard(card, request, world, false);
    }
    case 'setting':
      return changeSetting(outcome.setting, request, world);
    case 'lesson':
      return runLesson(outcome.ask, request, world);
    case 'confirm':
      return press(outcome.cardId, request, world);
    case 'cancel': {
      const { card, unshown } = await cancelCard(outcome.cardId, changeContext(request, world));
      if (card.approval === undefined) return answer.toPerson(cancelledView(card.change, messages));
      // One that asked for a second person says itself how it ended, while it can.
      if (unshown !== undefined) await answer.toPerson(endedApprovalView(card, unshown, messages));
      return;
    }
  }
}

function nothing(): void {}

/** Carries a card's change through; its card says at once that the press has come. */
async function press(cardId: string, request: LineRequest, world: LineWorld): Promise<void> {
  const { answer, caller, delivery } = request;
  const { approvals, store } = world;
  let shown: { readonly card: Card; readonly through: Promise<void> } | undefined;
  const acknowledge = (card: Card) => {
    const through =
      card.approval === undefined
        ? answer.acknowledge(workingCardView(card, world.messages))
        : approvals.working(card, caller.userId).then(nothing, nothing);
    shown = { card, through };
    return through;
  };
  try {
    const confirmed = await confirmCard(cardId, { ...changeContext(request, world), acknowledge });
    await afterPress(confirmed, request, world);
  } catch (error) {
    // The answer must not be overtaken by it.
    await shown?.through;
    const isOver = error instanceof ChangeRefused || delivery.lastTry;
    if (isOver && shown?.card.approval !== undefined) await reopen(shown.card);
    throw error;
  }

  /** Nothing came of it: others can approve it still. */
  async function reopen(card: Card): Promise<void> {
    try {
      if ((await store.getIntent(card.id)) === undefined) await approvals.reopen(card);
    } catch (error) {
      world.logger.error('A card could not be given its buttons back', { cardId, error: error as Error });
    }
  }
}

async function afterPress(confirmed: Confirmed, request: LineRequest, world: LineWorld): Promise<void> {
  const { answer, caller } = request;
  const { messages } = world;
  if (confirmed.type === 'moved') {
    // In the name of who asked, which is another one than who pressed where a second person approves.
    const { line, askedBy: userId, channelId } = confirmed.card;
    const asker = { ...request, caller: { ...caller, userId, channelId } };
    const { outcome } = await dispatch(line, { ...world, caller: asker.caller });
    if (outcome.type !== 'change')
      throw new Error(`The line of card ${confirmed.card.id} is no change any more`);
    const card = await propose(outcome.change, line, changeContext(asker, world));
    return showCard(card, request, world, true);
  }
  const { card, outcome, channelId, link } = confirmed;
  if (outcome.result !== 'applied' || channelId !== caller.channelId) {
    return answer.toPerson(startedView(card.change, outcome, link, messages));
  }
  return answer.removeOriginal();
}

/** A card is its asker's alone; one that needs a second person stands in the channel already. */
async function showCard(
  card: Card,
  { answer, caller }: LineRequest,
  world: LineWorld,
  moved: boolean,
): Promise<void> {
  const { messages, now } = world;
  if (card.approval === undefined) {
    return answer.toPerson(cardView(card, messages, { now: now(), moved }));
  }
  const channelId = toldIn(card, world);
  if (channelId !== caller.channelId) await answer.toPerson(askedView(card.change, channelId, messages));
}

function changeContext({ caller, delivery }: LineRequest, world: LineWorld): ChangeContext {
  const { ecs, autoscaling, ecr } = world;
  const { userId, channelId } = caller;
  return { ...world, ...delivery, clients: { ecs, autoscaling, ecr }, userId, channelId };
}
