import * as z from 'zod';
import { targetName } from '../aws/ecs/target.ts';
import type { ChangeOutcome, Intent } from '../changes/card.ts';
import type { DeployChange, RollbackChange, ScaleChange } from '../changes/change.ts';
import { endOf, withOriginal } from '../changes/for-a-time.ts';
import { rollbackChange } from '../changes/kinds/rollback.ts';
import { readCount } from '../changes/kinds/scale.ts';
import { readEffects } from '../changes/lease.ts';
import { pausesForGood, revertingChange } from '../changes/revert.ts';
import { type CommandContext, defineChange, defineCommand } from './line/command.ts';
import { findDeployable } from './line/deployable.ts';
import { Refusal } from './line/problem.ts';

/** `cancel <card>`: the card's other button. */
export const cancel = cardButton('cancel');

/** `confirm <card>`: the line of a card's button. The card decides what happens, not what was typed. */
export const confirm = cardButton('confirm');

function cardButton<const Name extends 'cancel' | 'confirm'>(name: Name) {
  return defineCommand('change', {
    name,
    hidden: true,
    words: [{ name: 'card', hint: 'card' }],
    examples: [`${name} 0b7c`],
    args: z.object({ card: z.string() }),
    run: async ({ card }) => ({ type: name, cardId: card }),
  });
}

/** How long a change can be undone. */
const undoableMs = 15 * 60_000;

/** `undo <change>`: the button on a change's message. Restores the state before, unless something else has changed it since. */
export const undo = defineChange({
  name: 'undo',
  hidden: true,
  words: [{ name: 'change', hint: 'change' }],
  examples: ['undo 0b7c'],
  args: z.object({ change: z.string() }),
  async run({ change: changeId }, context) {
    const { store, ecs, autoscaling, now } = context;
    const [found, outcome] = await Promise.all([store.getIntent(changeId), store.getOutcome(changeId)]);
    const intent = found && (await withOriginal(found, store));
    const made = intent?.decision === 'make' && outcome?.result !== 'failed';
    const asked = intent?.card.change;
    if (!made || outcome === undefined) throw new Refusal({ code: 'undoOver' });
    if (asked?.type === 'deploy') return undoDeployment(asked, { changeId, outcome }, context);
    if (asked?.type !== 'scale') throw new Refusal({ code: 'undoOver' });
    await requireNotUndone(intent, asked, context);
    const { forMs, autoscaling: bounds } = asked;
    const overdue = forMs !== undefined && bounds?.after !== undefined && now() > endOf(intent, forMs);
    if (!overdue && now() - Date.parse(outcome.at) > undoableMs) throw new Refusal({ code: 'undoOver' });
    const target = targetName(asked.target);
    const state = await readCount({ ecs, autoscaling }, asked.target, await readEffects(asked, context));
    // What was done to auto scaling for a time and was not reverted ends as its timer would have ended it.
    const change = state && revertingChange(intent, state, overdue ? 'timer' : 'person', now());
    if (change === undefined) {
      const { desiredCount } = asked.after;
      throw new Refusal({ code: 'undoMoved', target, set: desiredCount, desiredCount: state?.desiredCount });
    }
    if (pausesForGood(change)) throw new Refusal({ code: 'undoPauses', target });
    return { ...change, undoes: { changeId, by: 'person' } };
  },
});

/** A deployment is undone by a rollback to the revision before it, as long as nothing else was deployed since. */
async function undoDeployment(
  { target, before, after }: DeployChange,
  { changeId, outcome }: { readonly changeId: string; readonly outcome: ChangeOutcome },
  context: CommandContext,
): Promise<RollbackChange> {
  if (context.now() - Date.parse(outcome.at) > undoableMs) throw new Refusal({ code: 'undoOver' });
  const name = targetName(target);
  const service = await findDeployable(context.ecs, name);
  const { taskDefinition, deployments } = service;
  const primary = deployments.find(({ status }) => status === 'PRIMARY');
  // After a lost answer nobody knows which deployment it began, only what it brought.
  const brought = 'taskDefinition' in after ? after.taskDefinition : outcome.registered;
  const isOurs = outcome.made === undefined ? taskDefinition === brought : primary?.id === outcome.made;
  if (!isOurs || taskDefinition === before.taskDefinition) {
    throw new Refusal({ code: 'deploymentMoved', target: name, taskDefinition });
  }
  const back = before.taskDefinition;
  const change = await rollbackChange(service, context, await readEffects({ target }, context), back);
  if ('why' in change) throw new Refusal({ code: 'noRollback', target: name, ...change });
  return { ...change, undoes: { changeId, by: 'person', back } };
}

/** Refuses when another undo, or the timer, came first. The index may be a moment behind; then the count shows that it has changed. */
async function requireNotUndone(
  { card, decidedAt }: Intent,
  { target }: ScaleChange,
  { store }: Pick<CommandContext, 'store'>,
): Promise<void> {
  const isOfThis = ({ undoes }: ScaleChange) => undoes?.changeId === card.id;
  const found = await store.scaledSince(targetName(target), decidedAt, isOfThis);
  if (found === undefined) return;
  const { decidedBy: by } = found;
  const at = Date.parse(found.decidedAt);
  throw new Refusal({ code: 'undoDone', userId: by ?? '', byTimer: by === undefined, at });
}
