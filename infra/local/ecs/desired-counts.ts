import { emitServiceAction } from './events.ts';
import type { EcsWorld } from './world.ts';

/** Desired counts for who scales services without a person asking. */
export interface DesiredCounts {
  /** Undefined where there is no such service, or none that is ACTIVE. */
  read(cluster: string, service: string): number | undefined;
  /** Sets it as auto scaling does: no deployment, and EventBridge hears of it, as it does not of a person's change. */
  write(cluster: string, service: string, desiredCount: number): void;
}

export function createDesiredCounts(world: EcsWorld): DesiredCounts {
  const find = (cluster: string, name: string) => {
    const service = world.store.services.get(world.arns.service(cluster, name));
    return service?.status === 'ACTIVE' ? service : undefined;
  };
  return {
    read: (cluster, name) => find(cluster, name)?.settings.desiredCount,
    write(cluster, name, desiredCount) {
      const service = find(cluster, name);
      if (service === undefined || service.settings.desiredCount === desiredCount) return;
      service.settings.desiredCount = desiredCount;
      emitServiceAction(world, service, 'SERVICE_DESIRED_COUNT_UPDATED');
      world.changed();
      world.wake(service.arn);
    },
  };
}
