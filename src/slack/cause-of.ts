import type { Card } from '../changes/card.ts';
import type { Cause } from '../episodes/cause.ts';

/** An episode's cause, from the card that was pressed. The press is the border of the episode, not the asking. */
export function causeOf({ id, askedBy, change }: Card, pressedAt: number): Cause {
  const asked = { changeId: id, askedBy, askedAt: new Date(pressedAt).toISOString() };
  const { desiredCount, runningCount } = change.before;
  const before = { desiredCount, runningCount };
  return change.type === 'scale'
    ? { ...asked, type: 'scale', before, after: change.after }
    : { ...asked, type: 'stop-task', before, taskArn: change.taskArn };
}
