import type { ECSClient } from '@aws-sdk/client-ecs';
import { describeKnownServices, type Service } from './services.ts';

/** Reads single services, sharing calls between requests made at about the same time. */
export interface ServiceReader {
  /** The service with its tags; undefined if there is none of this name. */
  read(cluster: string, name: string): Promise<Service | undefined>;
  /** Like `read`, but includes a recently deleted service: it is INACTIVE. One that ECS does not know may have just been created. */
  readKnown(cluster: string, name: string): Promise<Service | undefined>;
}

/** Requests within this many milliseconds share a call. */
const gatherMs = 5;

/** `aws ecs describe-services --include TAGS`: one call per cluster and ten services requested at about the same time. */
export function serviceReader(ecs: ECSClient): ServiceReader {
  const gathering = new Map<string, { names: Set<string>; answer: Promise<Service[]> }>();

  function gather(cluster: string) {
    const names = new Set<string>();
    const answer = new Promise<void>((resolve) => setTimeout(resolve, gatherMs)).then(() => {
      gathering.delete(cluster);
      return describeKnownServices(ecs, cluster, [...names], ['TAGS', 'TEXTS']);
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
