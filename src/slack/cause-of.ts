import type { Card } from '../changes/card.ts';
import type { Cause } from '../episodes/cause.ts';

/** An episode's cause, from the card that was pressed. The press is the border of the episode, not the asking. */
export function causeOf(
  { id, askedBy, change }: Card,
  pressedAt: number,
  approvedBy: string | undefined,
): Cause {
  const asked = {
    ...{ changeId: id, askedBy, askedAt: new Date(pressedAt).toISOString() },
    ...(approvedBy !== undefined && { approvedBy }),
  };
  const { desiredCount, runningCount } = change.before;
  const before = { desiredCount, runningCount };
  if (change.type === 'stop-task') {
    const { taskArn, drill } = change;
    return { ...asked, type: 'stop-task', before, taskArn, ...(drill && { drill }) };
  }
  const { after, forMs, autoscaling, undoes } = change;
  const pauses = autoscaling?.after !== undefined;
  return {
    ...{ ...asked, type: 'scale', before, after },
    ...(forMs !== undefined && { until: pressedAt + forMs, ...(pauses && { pausesAutoscaling: true }) }),
    ...(undoes && { undoes: undoes.by }),
  };
}
