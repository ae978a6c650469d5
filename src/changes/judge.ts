import type { AccessDecision } from '../access/access-decision.ts';
import { coveredName } from '../ecs/covered-name.ts';
import { targetName } from '../ecs/target-name.ts';
import type { Change } from './change.ts';
import type { ChangeContext } from './change-context.ts';
import type { ChangeLook } from './change-look.ts';
import { ChangeRefused } from './change-refused.ts';

/** What the access policy says to this change for this person, as its target stands now. */
export function judge(
  change: Change,
  look: ChangeLook,
  { access, userId, channelId }: Pick<ChangeContext, 'access' | 'userId' | 'channelId'>,
  { onlyFresh = false } = {},
): Promise<AccessDecision> {
  const { target } = change;
  return access.decide({
    ...{ userId, channelId, kind: 'change', commands: commandsOf(change), effect: look.effect },
    target: { ...coveredName(target), tags: look.tags },
    ...(onlyFresh && { onlyFresh }),
  });
}

/** The limit of all services holds for every change, also for what takes another back. Throws ChangeRefused. */
export function requireBelowMaximum(
  { target }: Change,
  { effect: { raisedTo } }: ChangeLook,
  { maximumDesiredCount: maximum }: Pick<ChangeContext, 'maximumDesiredCount'>,
): void {
  if (raisedTo === undefined || raisedTo <= maximum) return;
  throw new ChangeRefused({ why: 'aboveMaximum', target: targetName(target), count: raisedTo, maximum });
}

/** Who may stop a task may also do it as a drill, not the other way round. */
function commandsOf(change: Change): string[] {
  return change.type === 'stop-task' && change.drill ? ['drill', 'stop-task'] : [change.type];
}
