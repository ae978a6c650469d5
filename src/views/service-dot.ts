import type { ServiceRow } from '../commands/services.ts';

/** One glance: green is steady, red is a failed rollout or nothing running, yellow is on its way, white is scaled to none. */
export function serviceDot({ service, steady }: Pick<ServiceRow, 'service' | 'steady'>): string {
  if (service.deployments.some(({ rolloutState }) => rolloutState === 'FAILED')) return ':red_circle:';
  if (steady) return service.desiredCount === 0 ? ':white_circle:' : ':large_green_circle:';
  return service.runningCount === 0 ? ':red_circle:' : ':large_yellow_circle:';
}
