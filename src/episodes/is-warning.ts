import type { ServiceActionFact } from './fact.ts';

/** Kept in records of version 0.1, which do not know an event's type. */
const warnings = new Set(['SERVICE_TASK_START_IMPAIRED', 'SERVICE_TASK_PLACEMENT_FAILURE']);

/** Whether ECS says by this service action that something is wrong: by its type, whatever its name is. */
export function isWarning({
  eventName,
  eventType,
}: Pick<ServiceActionFact, 'eventName' | 'eventType'>): boolean {
  return eventType === undefined ? warnings.has(eventName) : eventType !== 'INFO';
}
