import type { EventFact } from './fact.ts';
import type { FactSet } from './fact-set.ts';

/** The facts as events again; what was folded into counts is none any more. */
export function eventsOf({ tasks, deployments, actions }: FactSet): EventFact[] {
  return [
    ...Object.entries(tasks).map(([id, task]) => ({ kind: 'task' as const, id, ...task })),
    ...Object.entries(deployments).flatMap(([id, deployment]) => deploymentEvents(id, deployment)),
    ...Object.entries(actions).map(([eventId, action]) => ({
      kind: 'service-action' as const,
      eventId,
      ...action,
    })),
  ];
}

function deploymentEvents(
  id: string,
  { startedAt, rollback, ...newest }: FactSet['deployments'][string],
): EventFact[] {
  const began = {
    state: 'IN_PROGRESS',
    at: startedAt ?? 0,
    ...(rollback && { reason: 'rolling back' }),
  } as const;
  const isNewest = newest.state === 'IN_PROGRESS' && newest.at === startedAt;
  const both = startedAt === undefined || isNewest ? [newest] : [began, newest];
  return both.map((event) => ({ kind: 'deployment', id, ...event }));
}
