import { activeFreezes, type Freeze, isFrozen } from '../access/freeze.ts';
import { coveredName, familyOf } from '../aws/ecs/target.ts';
import type { Change, ScaleChange } from './change.ts';
import type { ChangeContext } from './context.ts';
import type { Inspection } from './kinds/kind.ts';

/** What decides whether a change passes a freeze, besides the change itself. */
export interface FreezeFacts {
  readonly effect: Inspection['effect'];
  /** The limit `min-running` of the grant that allows the change; absent if it has none. */
  readonly minRunning?: number;
  /** It reverts a change that was confirmed before the freeze, or is the end of one that broke it for a time. */
  readonly restores: boolean;
}

type Rule<Kind extends Change> = (change: Kind, facts: FreezeFacts) => boolean;

const never = () => false;

/** The exceptions from a freeze, for each kind of change: everything else is refused. A kind that is added does not compile without its own. */
const rules: { readonly [Type in Change['type']]: Rule<Extract<Change, { type: Type }>> } = {
  scale: (change, { restores }) => restores || scalesUp(change),
  'stop-task': (change, facts) => !change.drill && leavesEnough(facts),
  deploy: never,
  restart: never,
  rollback: () => true,
  continue: ({ action }) => action === 'ROLLBACK',
  'create-repository': never,
  'create-cluster': never,
  'register-task-definition': never,
  'create-service': never,
  'delete-service': never,
  'delete-cluster': never,
};

/** Whether a freeze lets this change through: scaling up, a rollback, a stop within `min-running`, what goes back to before the freeze. */
export function passesFreeze<Kind extends Change>(change: Kind, facts: FreezeFacts): boolean {
  return (rules[change.type] as unknown as Rule<Kind>)(change, facts);
}

/** More tasks, and nothing that makes fewer of them possible: auto scaling is neither paused nor resumed, and no bound goes down. */
function scalesUp({ before, after, autoscaling }: ScaleChange): boolean {
  if (after.desiredCount <= before.desiredCount) return false;
  if (autoscaling?.after === undefined) return true;
  const [from, to] = [autoscaling.before, autoscaling.after];
  const keys = ['scaleIn', 'scaleOut', 'scheduled'] as const;
  return (
    to.minCapacity >= from.minCapacity &&
    to.maxCapacity >= from.maxCapacity &&
    keys.every((key) => to.suspended[key] === from.suspended[key])
  );
}

/** A grant's own limit was checked with the grant; without one, at least one healthy task is left and the stop is safe. */
function leavesEnough({ effect: { leaves = 0, unsafe }, minRunning }: FreezeFacts): boolean {
  return minRunning !== undefined || (leaves >= 1 && unsafe === undefined);
}

/**
 * The freeze that is in the way of this change now: of several, the one that lasts longest. `minRunning` is the limit of the grant that allows the
 * change. Reads the freezes consistently; rejects when they can't be read, and then nothing is changed.
 */
export async function freezeInTheWay(
  change: Change,
  { effect }: Pick<Inspection, 'effect'>,
  minRunning: number | undefined,
  { readSettings, store, now }: Pick<ChangeContext, 'readSettings' | 'store' | 'now'>,
): Promise<Freeze | undefined> {
  const covering = freezesOf(change, (await readSettings()).freezes, now());
  if (covering.length === 0) return undefined;
  const { undoes } = change.type === 'scale' ? change : {};
  const origin = undoes && (await store.getIntent(undoes.changeId));
  const isMade = origin?.decision === 'make';
  // Whoever broke a freeze for a time, or paused auto scaling in one, confirmed the end too.
  const isEnd = isMade && undoes?.by === 'timer' && origin.card.breaks !== undefined;
  const facts = { effect, ...(minRunning !== undefined && { minRunning }) };
  return covering.find(({ since }) => {
    const restores = isEnd || (isMade && Date.parse(origin.decidedAt) < since);
    return !passesFreeze(change, { ...facts, restores });
  });
}

/** The freeze that will keep a raise for a time, which passes it, from going back when its time is up; undefined for anything else. */
export async function freezeOfReturn(
  change: Change,
  { readSettings, now }: Pick<ChangeContext, 'readSettings' | 'now'>,
): Promise<Freeze | undefined> {
  if (change.type !== 'scale' || change.forMs === undefined) return undefined;
  const { freezes } = await readSettings();
  return freezesOf(change, activeFreezes(freezes, now()), now() + change.forMs)[0];
}

function freezesOf(change: Change, freezes: readonly Freeze[], at: number): readonly Freeze[] {
  const names = namesOf(change);
  return activeFreezes(freezes, at).filter(({ pattern }) => names.some((name) => isFrozen(pattern, name)));
}

/** A standalone task is frozen by its own name, and by that of its family, under which it is shown. */
function namesOf(change: Change) {
  const name = coveredName(change.target);
  if (change.type !== 'stop-task' || !('task' in change.target)) return [name];
  return [name, { ...name, name: familyOf(change.before.taskDefinition) }];
}
