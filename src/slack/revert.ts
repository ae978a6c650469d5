import { targetName } from '../aws/ecs/target.ts';
import { CannotPost, ChangeRefused, type Intent, Unanswered } from '../changes/card.ts';
import type { ScaleChange } from '../changes/change.ts';
import type { Story } from '../changes/context.ts';
import { endOf, standingWithout } from '../changes/for-a-time.ts';
import { announceChannel } from '../changes/propose.ts';
import { type RevertJob, revert, revertCard } from '../changes/revert.ts';
import type { Messages } from '../messages/en/index.ts';
import { type Message, section, toMessage } from '../views/blocks.ts';
import { leftAloneView, startedView } from '../views/changes/results.ts';
import { problemText } from '../views/problem.ts';
import { recordRefused } from './audit.ts';
import type { Delivery, LineDeps } from './context.ts';
import { slackFailure } from './errors.ts';
import { changeProblem } from './refused.ts';
import { whatBecame } from './run-line.ts';

/** Reverts a change whose time is up, or tells its channel why not. Rejects when a retry may succeed, so that the queue redelivers the job. */
export async function runRevert({ changeId }: RevertJob, delivery: Delivery, deps: LineDeps): Promise<void> {
  const { ecs, ecsOnce, autoscaling, ecr, logger } = deps;
  const intent = await deps.store.getIntent(changeId);
  if (intent === undefined) return logger.warn('A timer of a change that is not known', { changeId });
  const { card } = intent;
  const messages = await deps.channelMessages(announceChannel(card, deps)).catch((error: unknown) => {
    if (!delivery.lastTry) throw error;
    return deps.messages;
  });
  const teller = { world: deps, messages };
  const { change } = card;
  if (change.type !== 'scale') return logger.warn('A timer of a change that goes not back', { changeId });
  const { desiredCount } = standingWithout(change, endOf(intent, change.forMs ?? 0));
  const due = { ...change, before: { ...change.before, desiredCount } };
  let isTold = true;
  // The revert was promised and approved: it must not depend on a message. If none can be posted, the asker and the approver get a direct message.
  const begin: Story['begin'] = async (...asked) => {
    try {
      return await deps.story.begin(...asked);
    } catch (error) {
      const isRefused = error instanceof CannotPost || error instanceof Unanswered;
      if (!isRefused && !(delivery.lastTry && slackFailure(error))) throw error;
      isTold = false;
      return { link: undefined };
    }
  };
  const story = { ...deps.story, begin };
  const context = { ...deps, ...delivery, story, clients: { ecs, ecsOnce, autoscaling, ecr } };
  try {
    const went = await revert(intent, context);
    logger.info('return', { changeId, went });
    if (went.type === 'went' && !isTold) {
      const { card: own, outcome } = went.confirmed;
      const { text } = startedView(own.change, outcome, undefined, messages);
      await tellAlone(toMessage(text, [section(text)]), intent, teller);
    }
    if (went.type === 'left') {
      await tell(messages.changes.leftAlone(due, card.askedBy, went.state), intent, teller);
    }
  } catch (error) {
    if (!(error instanceof ChangeRefused)) {
      if (delivery.lastTry) await tellStuck({ ...card, change: due }, intent, teller);
      throw error;
    }
    const problem = changeProblem(error.reason);
    const refused = {
      userId: card.askedBy,
      channelId: card.channelId,
      line: card.line,
      press: 'return' as const,
      target: targetName(change.target),
      why: problem.code,
    };
    await recordRefused(async () => refused, delivery, deps);
    const why = problemText(problem, messages);
    await tell(messages.changes.notBack(due, card.askedBy, why), intent, teller);
  }
}

interface Teller {
  readonly world: LineDeps;
  readonly messages: Messages;
}

/** Three tries failed: notifies those who were promised the revert that it did not happen, or may not have. */
async function tellStuck(
  { change, askedBy }: { readonly change: ScaleChange; readonly askedBy: string },
  intent: Intent,
  teller: Teller,
): Promise<void> {
  const { world, messages } = teller;
  const became = await whatBecame(revertCard(intent, change, world.now()).id, world.store);
  // An applied change shows in its own story.
  if (became === 'applied') return;
  await tell(messages.changes.stuck(change, askedBy, became === 'unknown'), intent, teller, '-stuck');
}

async function tell(text: string, intent: Intent, { world, messages }: Teller, which = ''): Promise<void> {
  const { card } = intent;
  const message = leftAloneView(text, intent, messages);
  try {
    await world.settings.announce(`return-${card.id}${which}`, announceChannel(card, world), message);
  } catch (error) {
    // Posted twice without an answer: no later try would post it a third time.
    if (!(error instanceof CannotPost || error instanceof Unanswered)) throw error;
    await tellAlone(message, intent, { world, messages }, which);
  }
}

/** If the channel can't be posted to, sends a direct message to those who asked for and approved the change; else logs it. */
async function tellAlone(message: Message, intent: Intent, { world, messages }: Teller, which = '') {
  const { card, decidedBy = card.askedBy } = intent;
  const channel = announceChannel(card, world);
  const text = channel === '' ? message.text : messages.changes.notInChannel(channel, message.text);
  const [, ...rest] = message.blocks;
  for (const userId of new Set([card.askedBy, decidedBy])) {
    try {
      const key = `return-${card.id}${which}-${userId}`;
      await world.settings.direct(key, userId, toMessage(text, [section(text), ...rest]));
    } catch (error) {
      const isRefused = error instanceof CannotPost || error instanceof Unanswered;
      const kind = slackFailure(error)?.kind ?? 'broken';
      // Nobody has been told: the job comes again, at last from the dead letters, and then Slack may answer.
      if (!isRefused && (kind === 'broken' || kind === 'wait')) throw error;
      const about = { changeId: card.id, userId, text: message.text, error: error as Error };
      world.logger.error('The end of a change could be told nowhere', about);
    }
  }
}
