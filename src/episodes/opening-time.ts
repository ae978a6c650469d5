import type { Target } from '../ecs/target.ts';
import type { EventFact } from './fact.ts';
import { isEnded } from './is-ended.ts';
import { isStopping } from './is-stopping.ts';
import { isWarning } from './is-warning.ts';

/**
 * When what this event reports began, epoch milliseconds; undefined when it opens no episode. A service leaves its
 * steady state when a task is about to start or to stop, whatever the reason: a healing, a rollout and a scale-out look
 * alike at first. A task of no service is told when it ended.
 */
export function openingTime(target: Target, fact: EventFact): number | undefined {
  switch (fact.kind) {
    case 'task': {
      if (!('service' in target)) return isEnded(fact) ? (fact.stoppedAt ?? fact.updatedAt) : undefined;
      if (isStopping(fact)) return fact.stoppingAt ?? fact.updatedAt;
      return fact.startedAt === undefined ? (fact.createdAt ?? fact.updatedAt) : undefined;
    }
    case 'deployment':
      // A failure is news also where its beginning was lost.
      return fact.state === 'COMPLETED' ? undefined : fact.at;
    case 'service-action':
      return isWarning(fact) ? fact.at : undefined;
  }
}
