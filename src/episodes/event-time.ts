import type { EventFact } from './fact.ts';

/** When an event's state came to be, by ECS's own clock, epoch milliseconds. */
export function eventTime(fact: EventFact): number {
  return fact.kind === 'task' ? fact.updatedAt : fact.at;
}
