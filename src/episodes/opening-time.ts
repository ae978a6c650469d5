import type { Target } from '../ecs/target.ts';
import type { EventFact } from './fact.ts';
import { isEnded } from './is-ended.ts';
import { isExpectedStop } from './is-expected-stop.ts';
import { isStopping } from './is-stopping.ts';

const opening = new Set(['SERVICE_TASK_START_IMPAIRED', 'SERVICE_TASK_PLACEMENT_FAILURE']);

/**
 * When the trouble that this event reports began, epoch milliseconds; undefined when it opens no episode. A task that
 * starts opens none, nor does a stop that a rollout or a scale-in explains; a task of no service is told when it ended.
 */
export function openingTime(target: Target, fact: EventFact): number | undefined {
  switch (fact.kind) {
    case 'task': {
      if ('task' in target) return isEnded(fact) ? (fact.stoppedAt ?? fact.updatedAt) : undefined;
      const opens = isStopping(fact) && !isExpectedStop(fact);
      return opens ? (fact.stoppingAt ?? fact.updatedAt) : undefined;
    }
    case 'deployment':
      return fact.state === 'IN_PROGRESS' ? fact.at : undefined;
    case 'service-action':
      return opening.has(fact.eventName) ? fact.at : undefined;
  }
}
