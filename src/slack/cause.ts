import type { Card } from '../changes/card.ts';
import {
  type ContinueChange,
  type CreateServiceChange,
  type DeleteServiceChange,
  type DeploymentChange,
  deployedName,
  type TaskChange,
} from '../changes/change.ts';
import { standingWithout } from '../changes/for-a-time.ts';
import type { Cause, Continued } from '../episodes/episode.ts';

/** A change whose target has an episode: a service, or a task. */
export type ToldChange =
  | TaskChange
  | DeploymentChange
  | ContinueChange
  | CreateServiceChange
  | DeleteServiceChange;

/** Who asked for a change, and who approved it. */
function askedOf(
  { id, askedBy }: Pick<Card, 'id' | 'askedBy'>,
  pressedAt: number,
  approvedBy: string | undefined,
) {
  return {
    changeId: id,
    askedBy,
    askedAt: new Date(pressedAt).toISOString(),
    ...(approvedBy !== undefined && { approvedBy }),
  };
}

/** What the story of the deployment tells of an answer to its hook. */
export function continuedOf(
  card: Pick<Card, 'id' | 'askedBy'> & { readonly change: ContinueChange },
  pressedAt: number,
  { channel, approvedBy }: { readonly channel: string; readonly approvedBy: string | undefined },
): Continued {
  const { hookId, stage, weight } = card.change;
  const asked = askedOf(card, pressedAt, approvedBy);
  return {
    ...asked,
    hookId,
    channel,
    ...(stage !== undefined && { stage }),
    ...(weight !== undefined && { weight }),
  };
}

/** An episode's cause, from the confirmed card. The episode starts at the press, not at the request. */
export function causeOf(
  card: Pick<Card, 'id' | 'askedBy'> & { readonly change: ToldChange },
  pressedAt: number,
  approvedBy: string | undefined,
): Cause {
  const { change } = card;
  const asked = askedOf(card, pressedAt, approvedBy);
  const { desiredCount, runningCount } = change.before;
  const before = { desiredCount, runningCount };
  switch (change.type) {
    case 'stop-task': {
      const { taskArn, drill } = change;
      return { ...asked, type: 'stop-task', before, taskArn, ...(drill && { drill }) };
    }
    case 'deploy':
      return { ...asked, type: 'deploy', before, what: deployedName(change) };
    case 'restart':
      return { ...asked, type: 'restart', before };
    case 'rollback': {
      const { before: now, after, stops } = change;
      const revisions = { from: now.taskDefinition, to: after.taskDefinition };
      const { undoes } = change;
      return {
        ...asked,
        type: 'rollback',
        before,
        ...revisions,
        ...(stops && { stops: now.deploymentId }),
        ...(undoes && { undoesChange: undoes.changeId }),
      };
    }
    case 'continue': {
      const { before: now, action, hookId } = change;
      const { taskDefinition: from, deploymentId: stops } = now;
      if (action === 'CONTINUE' || from === undefined) return { ...asked, type: 'continue', before, hookId };
      const revisions = { from: change.after.taskDefinition, to: from };
      return { ...asked, type: 'rollback', before, ...revisions, stops, hookId };
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
        ...asked,
        type: 'scale',
        before,
        after,
        ...(until !== undefined && { until, ...(pauses && { pausesAutoscaling: true }) }),
        ...(backTo !== undefined && backTo !== before.desiredCount && { backTo }),
        ...(undoes && { undoes: undoes.by, undoesChange: undoes.changeId }),
      };
    }
  }
}
