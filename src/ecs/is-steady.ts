import type { Service } from './service.ts';

/** Whether a service is where it should be: one deployment, finished, and every wanted task running. */
export function isSteady(service: Service): boolean {
  const [deployment, ...older] = service.deployments;
  return (
    older.length === 0 &&
    service.runningCount === service.desiredCount &&
    service.pendingCount === 0 &&
    (deployment?.rolloutState ?? 'COMPLETED') === 'COMPLETED'
  );
}
