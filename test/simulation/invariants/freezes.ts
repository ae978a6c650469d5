import { freezeMs } from '../guarded-scenes.ts';
import type { Run } from '../run.ts';
import { clockTime, type Decision, readDecisions } from './decisions.ts';

/** A stretch of time in which a service was frozen for certain. Epoch milliseconds. */
interface Frozen {
  readonly service: string;
  readonly from: number;
  readonly until: number;
}

/** Nothing of a frozen service was changed, but by scaling up, a stop, a rollback, or what goes back to before the freeze. */
export function checkFreezes(run: Run): string[] {
  const decisions = readDecisions(run);
  return frozenTimes(run).flatMap((frozen) =>
    decisions
      .filter(({ begunAt }) => begunAt > frozen.from && begunAt < frozen.until)
      .filter(({ intent, outcome }) => intent.decision === 'make' && outcome?.result === 'applied')
      .filter((decision) => nameOf(decision) === frozen.service && !isException(decision, frozen, decisions))
      .map(
        ({ intent, begunAt }) =>
          `${intent.card.line} was made at ${clockTime(begunAt)}, while ${frozen.service} was frozen`,
      ),
  );
}

/** Two clocks are up to four seconds apart. */
const apartMs = 5000;

/** From when the channel reads of a freeze, until the earliest that it can have ended. */
function frozenTimes({ plan, times, ledger }: Run): readonly Frozen[] {
  return plan.steps.flatMap((step) => {
    if (step.kind !== 'line' || !step.line.startsWith('/ecs freeze ')) return [];
    const [, , service = ''] = step.line.split(' ');
    const typed = times.start + step.at;
    const told = ledger.messages.find(
      ({ message, at }) =>
        at > typed && message.isBot && message.text.includes(':snowflake:') && message.text.includes(service),
    );
    if (told === undefined) return [];
    return [{ service, from: told.at + apartMs, until: typed + freezeMs - apartMs }];
  });
}

function nameOf({ intent }: Decision): string {
  const { target } = intent.card.change;
  return 'service' in target ? `${target.cluster}/${target.service}` : '';
}

function isException({ intent }: Decision, { from }: Frozen, all: readonly Decision[]): boolean {
  const { change } = intent.card;
  if (change.type === 'rollback') return true;
  if (change.type === 'continue') return change.action === 'ROLLBACK';
  if (change.type === 'stop-task') return change.drill !== true;
  if (change.type !== 'scale') return false;
  if (change.after.desiredCount > change.before.desiredCount) return true;
  const undone = all.find((other) => other.intent.card.id === change.undoes?.changeId);
  return undone !== undefined && undone.begunAt < from;
}
