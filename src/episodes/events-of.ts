import type { EventFact } from './fact.ts';
import type { FactSet } from './fact-set.ts';

/** The facts as events again; what was folded into counts is none any more. */
export function eventsOf({ tasks, deployments, actions }: FactSet): EventFact[] {
  return [
    ...Object.entries(tasks).map(([id, task]) => ({ kind: 'task' as const, id, ...task })),
    ...Object.entries(deployments).flatMap(([id, { startedAt, ...deployment }]) => [
      ...(startedAt === undefined
        ? []
        : [{ kind: 'deployment' as const, id, state: 'IN_PROGRESS' as const, at: startedAt }]),
      { kind: 'deployment' as const, id, ...deployment },
    ]),
    ...Object.entries(actions).map(([eventId, action]) => ({
      kind: 'service-action' as const,
      eventId,
      ...action,
    })),
  ];
}
