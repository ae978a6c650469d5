import { targetName } from '../aws/ecs/target.ts';
import { CannotPost, ChangeRefused, type Intent } from '../changes/card.ts';
import type { ScaleChange } from '../changes/change.ts';
import { toldIn } from '../changes/context.ts';
import { endOf, standingWithout } from '../changes/for-a-time.ts';
import { goBack, type ReturnJob, returnCard } from '../changes/revert.ts';
import type { Messages } from '../messages/en/index.ts';
import { leftAloneView } from '../views/changes/results.ts';
import { problemText } from '../views/problem.ts';
import { recordRefused } from './audit.ts';
import type { Delivery, LineWorld } from './context.ts';
import { changeProblem, whatBecame } from './run-line.ts';

/**
 * Takes a change back whose time is over, or tells its channel why not. Rejects when it may succeed later, so that the
 * queue brings the job again.
 */
export async function runReturn(
  { changeId }: ReturnJob,
  delivery: Delivery,
  world: LineWorld,
): Promise<void> {
  const { audit, ecs, autoscaling, ecr, logger } = world;
  const intent = await world.store.getIntent(changeId);
  if (intent === undefined) return logger.warn('A timer of a change that is not known', { changeId });
  const { card } = intent;
  const messages = await world.channelMessages(toldIn(card, world)).catch((error: unknown) => {
    if (!delivery.lastTry) throw error;
    return world.messages;
  });
  const { change } = card;
  if (change.type !== 'scale') return logger.warn('A timer of a change that goes not back', { changeId });
  const { desiredCount } = standingWithout(change, endOf(intent, change.forMs ?? 0));
  const due = { ...change, before: { ...change.before, desiredCount } };
  const context = { ...world, ...delivery, clients: { ecs, autoscaling, ecr } };
  try {
    const went = await goBack(intent, context, audit);
    logger.info('return', { changeId, went });
    if (went.type === 'left') {
      await tell(messages.changes.leftAlone(due, card.askedBy, went.state), intent, {
        world,
        messages,
      });
    }
  } catch (error) {
    if (!(error instanceof ChangeRefused)) {
      if (delivery.lastTry) await tellStuck({ ...card, change: due }, intent, { world, messages });
      throw error;
    }
    const problem = changeProblem(error.reason);
    const refused = {
      ...{ userId: card.askedBy, channelId: card.channelId, line: card.line, press: 'return' as const },
      ...{ target: targetName(change.target), why: problem.code },
    };
    await recordRefused(async () => refused, delivery, world);
    const why = problemText(problem, messages);
    await tell(messages.changes.notBack(due, card.askedBy, why), intent, { world, messages });
  }
}

interface Teller {
  readonly world: LineWorld;
  readonly messages: Messages;
}

/** Three tries failed: whoever was promised that it goes back reads that it did not, or may not have. */
async function tellStuck(
  { change, askedBy }: { readonly change: ScaleChange; readonly askedBy: string },
  intent: Intent,
  teller: Teller,
): Promise<void> {
  const { world, messages } = teller;
  const became = await whatBecame(returnCard(intent, change, world.now()).id, world.store);
  // That one tells itself in its story.
  if (became === 'applied') return;
  await tell(messages.changes.stuck(change, askedBy, became === 'unknown'), intent, teller, '-stuck');
}

async function tell(text: string, intent: Intent, { world, messages }: Teller, which = ''): Promise<void> {
  const { card } = intent;
  const message = leftAloneView(text, intent, messages);
  try {
    await world.settings.announce(`return-${card.id}${which}`, toldIn(card, world), message);
  } catch (error) {
    if (!(error instanceof CannotPost)) throw error;
    world.logger.error('It could not be told that a change did not go back', { changeId: card.id });
  }
}
