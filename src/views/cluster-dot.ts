import type { Cluster } from '../ecs/cluster.ts';

/** One glance: green is ACTIVE, red FAILED, yellow is on its way up or down. */
export function clusterDot({ status }: Cluster): string {
  if (status === 'FAILED') return ':red_circle:';
  return status === 'ACTIVE' ? ':large_green_circle:' : ':large_yellow_circle:';
}
