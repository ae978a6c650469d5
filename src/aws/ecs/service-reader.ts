import type { ECSClient } from '@aws-sdk/client-ecs';
import { describeKnownServices, type Service } from './services.ts';

/** Reads single services for many who ask at about the same time. */
export interface ServiceReader {
  /** The service with its tags; undefined when there is none of this name. */
  read(cluster: string, name: string): Promise<Service | undefined>;
  /** As `read`, with a service that was deleted of late: it is INACTIVE. One that ECS knows nothing of may have been made just now. */
  readKnown(cluster: string, name: string): Promise<Service | undefined>;
}

/** Who asks within so many milliseconds shares a call. */
const gatherMs = 5;

/** `aws ecs describe-services --include TAGS`: one call for each cluster and ten services asked for at about the same time. */
export function serviceReader(ecs: ECSClient): ServiceReader {
  const gathering = new Map<string, { names: Set<string>; answer: Promise<Service[]> }>();

  function gather(cluster: string) {
    const names = new Set<string>();
    const answer = new Promise<void>((resolve) => setTimeout(resolve, gatherMs)).then(() => {
      gathering.delete(cluster);
      return describeKnownServices(ecs, cluster, [...names], ['TAGS']);
    });
    const gathered = { names, answer };
    gathering.set(cluster, gathered);
    return gathered;
  }

  async function readKnown(cluster: string, name: string): Promise<Service | undefined> {
    const { names, answer } = gathering.get(cluster) ?? gather(cluster);
    names.add(name);
    return (await answer).find((service) => service.name === name);
  }

  return {
    readKnown,
    async read(cluster, name) {
      const service = await readKnown(cluster, name);
      return service?.status === 'INACTIVE' ? undefined : service;
    },
  };
}
