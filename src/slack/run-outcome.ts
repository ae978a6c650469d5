import { patternTarget } from '../access/targets.ts';
import { type Card, ChangeRefused } from '../changes/card.ts';
import { type Confirmed, cancelCard, confirmCard } from '../changes/confirm.ts';
import type { ApprovalEnd, ChangeContext } from '../changes/context.ts';
import { announceChannel, type DryRun, dryRun, isDirect, postOrRefuse, propose } from '../changes/propose.ts';
import { type Dispatched, dispatch, keptLine } from '../commands/line/dispatch.ts';
import { Refusal } from '../commands/line/problem.ts';
import type { Reply } from '../commands/registry.ts';
import type { Messages } from '../messages/en/index.ts';
import type { Setting } from '../notifications/settings.ts';
import { cardView, dryRunView, workingCardView } from '../views/changes/card.ts';
import { askedView, cancelledView, endedApprovalView, startedView } from '../views/changes/results.ts';
import { settingView } from '../views/notifications.ts';
import { problemText } from '../views/problem.ts';
import { replyView } from '../views/replies/index.ts';
import type { LineDeps, LineRequest } from './context.ts';
import { changeFreeze } from './freeze.ts';
import { runHandsOn } from './hands-on.ts';
import { changeProblem } from './refused.ts';

/** Acts on a line's result: shows the answer, shows a card, or carries out the confirmed card's change. */
export async function runOutcome(
  { outcome, share, dryRun: isDry, because }: Dispatched<Reply>,
  request: LineRequest,
  deps: LineDeps,
): Promise<void> {
  const { answer, line } = request;
  const { messages, now } = deps;
  switch (outcome.type) {
    case 'reply': {
      const view = (words: Messages) => replyView(outcome.reply, words, { now: now(), shared: share });
      if (!share) return answer.toPerson(view(messages));
      const { channelId } = request.caller;
      return answer.toChannel(view(isDirect(channelId) ? messages : await deps.channelMessages(channelId)));
    }
    case 'change': {
      const context = changeContext(request, deps);
      if (isDry) return showDryRun(await dryRun(outcome.change, context, { because }), request, deps);
      const card = await propose(outcome.change, keptLine(line, because), context, { because });
      return showCard(card, request, deps);
    }
    case 'setting':
      return changeSetting(outcome.setting, request, deps);
    case 'freeze':
      return changeFreeze(outcome.freeze, request, deps);
    case 'hands-on':
      return runHandsOn(outcome.ask, request, deps);
    case 'confirm':
      return press(outcome.cardId, request, deps);
    case 'cancel': {
      const { card, unshown } = await cancelCard(outcome.cardId, changeContext(request, deps));
      if (card.approval === undefined) return answer.toPerson(cancelledView(card.change, messages));
      // A card that asked for a second person shows how it ended, if it can still be edited.
      if (unshown !== undefined) await answer.toPerson(endedApprovalView(card, unshown, messages));
      return;
    }
  }
}

function nothing(): void {}

/** Carries out a card's change; the card shows at once that the press arrived. */
async function press(cardId: string, request: LineRequest, deps: LineDeps): Promise<void> {
  const { answer, caller, delivery } = request;
  const { approvals, store } = deps;
  let shown: { readonly card: Card; readonly through: Promise<void> } | undefined;
  const acknowledge = (card: Card) => {
    const through =
      card.approval === undefined
        ? answer.acknowledge(workingCardView(card, deps.messages))
        : approvals.working(card, caller.userId).then(nothing, nothing);
    shown = { card, through };
    return through;
  };
  try {
    const confirmed = await confirmCard(cardId, { ...changeContext(request, deps), acknowledge });
    await afterPress(confirmed, request, deps);
  } catch (error) {
    // The answer must not be overtaken by it.
    await shown?.through;
    const isOver = error instanceof ChangeRefused || delivery.lastTry;
    if (isOver && shown?.card.approval !== undefined) await reopen(shown.card);
    throw error;
  }

  /** Nothing was done: others can still approve it. */
  async function reopen(card: Card): Promise<void> {
    try {
      if ((await store.getIntent(card.id)) === undefined) await approvals.reopen(card);
    } catch (error) {
      deps.logger.error('A card could not be given its buttons back', { cardId, error: error as Error });
    }
  }
}

async function afterPress(confirmed: Confirmed, request: LineRequest, deps: LineDeps): Promise<void> {
  const { answer, caller } = request;
  const { messages } = deps;
  if (confirmed.type === 'stale') return askAgain(confirmed.card, request, deps);
  const { card, outcome, channelId, link } = confirmed;
  if (outcome.result !== 'applied' || channelId !== caller.channelId) {
    return answer.toPerson(startedView(card.change, outcome, link, messages));
  }
  return answer.removeOriginal();
}

/** Runs a card's line again, in the name of the person who asked, who is not the one who pressed if a second person approves. */
async function askAgain(card: Card, request: LineRequest, deps: LineDeps): Promise<void> {
  const { id, line, askedBy: userId, channelId, approval } = card;
  const asker = { ...request, caller: { ...request.caller, userId, channelId } };
  const close = async (end: ApprovalEnd) => approval && deps.approvals.close(card, end);
  try {
    const { outcome, because } = await dispatch(line, { ...deps, caller: asker.caller });
    if (outcome.type !== 'change') throw new Error(`The line of card ${id} is no change any more`);
    const next = await propose(outcome.change, line, changeContext(asker, deps), { because });
    await close({ type: 'stale' });
    await showCard(next, request, deps, card);
  } catch (error) {
    if (error instanceof Refusal || error instanceof ChangeRefused) await close({ type: 'moot' });
    throw error;
  }
}

/** A card is shown to its asker alone; one that needs a second person is already in the channel. `instead`: it takes the place of a stale one. */
async function showCard(
  card: Card,
  { answer, caller }: LineRequest,
  deps: LineDeps,
  instead?: Card,
): Promise<void> {
  const { messages, now } = deps;
  if (card.approval === undefined) {
    return answer.toPerson(cardView(card, messages, { now: now(), stale: instead !== undefined }));
  }
  const channelId = announceChannel(card, deps);
  // Their own card, which they have pressed, says that it is worked on.
  const isOwn = instead !== undefined && instead.approval === undefined;
  if (channelId !== caller.channelId || isOwn) {
    await answer.toPerson(askedView(card.change, channelId, messages));
  }
}

async function showDryRun(
  { refused, ...shown }: DryRun,
  { answer }: LineRequest,
  { messages, now }: LineDeps,
): Promise<void> {
  const why = refused && problemText(changeProblem(refused), messages);
  return answer.toPerson(dryRunView(shown, why, messages, now()));
}

function changeContext({ caller, delivery }: LineRequest, deps: LineDeps): ChangeContext {
  const { ecs, ecsOnce, autoscaling, ecr } = deps;
  const { userId, channelId } = caller;
  return { ...deps, ...delivery, clients: { ecs, ecsOnce, autoscaling, ecr }, userId, channelId };
}

/** An older job changes nothing, as with every other change. */
const oldestJobMs = 120_000;

/**
 * Carries out a setting: checks access, posts the sentence in its channel, then writes the record. The post comes first, so that nothing is promised
 * where the bot can't post. Running twice leaves the same setting. Throws ChangeRefused when nothing was set; other errors may be retried.
 */
async function changeSetting(
  setting: Setting,
  { caller, delivery }: LineRequest,
  { access, now, channelMessages, messagesFor, settings, logger }: LineDeps,
): Promise<void> {
  // A channel's language affects everything posted there.
  const pattern = setting.type === 'language' ? '*' : setting.pattern;
  const decision = await access.decide({
    userId: caller.userId,
    channelId: caller.channelId,
    kind: 'setting',
    commands: [setting.type],
    target: patternTarget(pattern),
  });
  if (!decision.allowed) throw new ChangeRefused({ why: 'denied', denial: decision.denial });
  if (now() - delivery.receivedAt > oldestJobMs) throw new ChangeRefused({ why: 'tooLate' });
  const { userId, channelId: channel } = caller;
  const by = { channel, setBy: userId, setAt: delivery.receivedAt };
  const set = { ...by, pattern };
  const { mutes } = await settings.store.load();
  const muted = mutes.find((each) => each.channel === channel && each.pattern === pattern);
  const until = delivery.receivedAt + (setting.type === 'mute' ? setting.forMs : 0);
  const messages =
    setting.type === 'language' ? messagesFor(setting.language) : await channelMessages(channel);
  const message = settingView({ setting, userId, until, suppressed: muted?.suppressed ?? 0 }, messages);
  await postOrRefuse(channel, () => settings.announce(`setting-${delivery.jobId}`, channel, message));
  switch (setting.type) {
    case 'watch':
      await settings.store.putWatch({ ...set, level: setting.level });
      break;
    case 'unwatch':
      await settings.store.deleteWatch(channel, pattern);
      break;
    case 'mute':
      await settings.store.putMute({ ...set, until });
      await settings.remind(until);
      break;
    case 'unmute':
      if (muted) await settings.store.deleteMute(muted);
      break;
    case 'language':
      await settings.store.putLanguage({ ...by, language: setting.language });
  }
  logger.info('setting', { setting, userId, channel });
}
