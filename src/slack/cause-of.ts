import type { Card } from '../changes/card.ts';
import type { TaskChange } from '../changes/change.ts';
import { standingWithout } from '../changes/for-a-time.ts';
import type { CreateServiceChange, DeleteServiceChange } from '../changes/resource-change.ts';
import type { Cause } from '../episodes/cause.ts';

/** A change whose target has an episode: a service, or a task. */
export type ToldChange = TaskChange | CreateServiceChange | DeleteServiceChange;

/** An episode's cause, from the card that was pressed. The press is the border of the episode, not the asking. */
export function causeOf(
  { id, askedBy, change }: Pick<Card, 'id' | 'askedBy'> & { readonly change: ToldChange },
  pressedAt: number,
  approvedBy: string | undefined,
): Cause {
  const asked = {
    ...{ changeId: id, askedBy, askedAt: new Date(pressedAt).toISOString() },
    ...(approvedBy !== undefined && { approvedBy }),
  };
  const { desiredCount, runningCount } = change.before;
  const before = { desiredCount, runningCount };
  switch (change.type) {
    case 'stop-task': {
      const { taskArn, drill } = change;
      return { ...asked, type: 'stop-task', before, taskArn, ...(drill && { drill }) };
    }
    case 'create-service':
      return { ...asked, type: 'scale', before, after: change.after, service: 'created' };
    case 'delete-service':
      return { ...asked, type: 'scale', before, after: { desiredCount: 0 }, service: 'deleted' };
    case 'scale': {
      const { after, forMs, autoscaling, undoes } = change;
      const pauses = autoscaling?.after !== undefined;
      const until = forMs === undefined ? undefined : pressedAt + forMs;
      const backTo = until === undefined ? undefined : standingWithout(change, until).desiredCount;
      return {
        ...{ ...asked, type: 'scale', before, after },
        ...(until !== undefined && { until, ...(pauses && { pausesAutoscaling: true }) }),
        ...(backTo !== undefined && backTo !== before.desiredCount && { backTo }),
        ...(undoes && { undoes: undoes.by, undoesChange: undoes.changeId }),
      };
    }
  }
}
