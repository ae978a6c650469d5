import type { Service } from './service.ts';

/** Whether a rollout is under way: an older deployment still has tasks, or the newest is not through. */
export function isDeploying({ deployments }: Pick<Service, 'deployments'>): boolean {
  return deployments.length > 1 || deployments.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS');
}
