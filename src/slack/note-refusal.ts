import type { Card } from '../changes/card.ts';
import { ChangeRefused } from '../changes/change-refused.ts';
import type { Outcome } from '../commands/outcome.ts';
import type { Problem } from '../commands/problem.ts';
import { targetName } from '../ecs/target-name.ts';
import type { LineRequest } from './line-request.ts';
import type { LineWorld } from './line-world.ts';
import { recordRefused } from './record-refused.ts';

/** What a person may not do, found out before the road of changes was entered. */
const refusals = new Set<Problem['code']>(['denied', 'aboveMaximum']);

export interface NotedRefusal {
  /** What was thrown, and the problem that the person reads. */
  readonly error: unknown;
  readonly problem: Problem;
  /** What the line came to, where it came so far. */
  readonly outcome: Outcome | undefined;
}

/**
 * Writes into the audit that a change or a setting was refused; false for what is none: a read, or a line that can't be
 * carried out whoever types it.
 */
export async function noteRefusal(
  { error, problem, outcome }: NotedRefusal,
  { line, caller, delivery }: LineRequest,
  world: LineWorld,
): Promise<boolean> {
  const [name = ''] = line.trim().split(/\s/, 1);
  const command = world.commands.find((each) => each.name === name.toLowerCase());
  const isChange = command !== undefined && command.kind !== 'read';
  if (!(error instanceof ChangeRefused) && !(isChange && refusals.has(problem.code))) return false;
  const refused = async () => {
    const pressed = await findPressed(line, world.store);
    const target = pressed ? targetName(pressed.card.change.target) : targetOf(problem, outcome);
    return {
      ...{ userId: caller.userId, channelId: caller.channelId, line: pressed?.card.line ?? line },
      ...(pressed && { press: pressed.press }),
      ...(target !== undefined && { target }),
      why: problem.code === 'denied' ? problem.denial.why : problem.code,
    };
  };
  await recordRefused(refused, delivery, world);
  return true;
}

interface Pressed {
  readonly press: 'confirm' | 'cancel' | 'undo';
  readonly card: Card;
}

/** Whose button was pressed, if it was a card's or a change's: an id is nothing that somebody reads. */
async function findPressed(line: string, store: LineWorld['store']): Promise<Pressed | undefined> {
  const [name = '', id = ''] = line.trim().split(/\s+/);
  const press = (['confirm', 'cancel', 'undo'] as const).find((each) => each === name.toLowerCase());
  if (press === undefined || id === '') return undefined;
  const card = press === 'undo' ? (await store.getIntent(id))?.card : await store.getCard(id);
  // An undo has a card of its own, whose line names the change that it takes back.
  const undone = card && (await findPressed(card.line, store));
  return undone ?? (card && { press, card });
}

function targetOf(problem: Problem, outcome: Outcome | undefined): string | undefined {
  switch (outcome?.type) {
    case 'change':
      return targetName(outcome.change.target);
    case 'setting':
      return outcome.setting.type === 'language' ? undefined : outcome.setting.pattern;
    default:
      return problem.code === 'aboveMaximum' ? problem.target : undefined;
  }
}
