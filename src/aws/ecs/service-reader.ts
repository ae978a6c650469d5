import type { ECSClient } from '@aws-sdk/client-ecs';
import {
  describeServiceDeployments,
  listServiceDeployments,
  type ServiceDeployment,
} from './service-deployments.ts';
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

/** Reads single service deployments, sharing calls likewise. */
export interface DeploymentReader {
  /** Undefined if ECS does not know it. */
  read(arn: string): Promise<ServiceDeployment | undefined>;
  /** How long the longest of a service's last ten successful deployments took, milliseconds; undefined if there is none. */
  longestMs(cluster: string, service: string): Promise<number | undefined>;
}

/** `aws ecs describe-service-deployments`: one call for the deployments asked about at about the same time, up to twenty. */
export function deploymentReader(ecs: ECSClient): DeploymentReader {
  let gathering: { arns: Set<string>; answer: Promise<ServiceDeployment[]> } | undefined;

  function gather() {
    const arns = new Set<string>();
    const answer = new Promise<void>((resolve) => setTimeout(resolve, gatherMs)).then(() => {
      gathering = undefined;
      return describeServiceDeployments(ecs, [...arns]);
    });
    return { arns, answer };
  }

  return {
    async read(arn) {
      gathering ??= gather();
      const { arns, answer } = gathering;
      arns.add(arn);
      return (await answer).find((deployment) => deployment.arn === arn);
    },
    async longestMs(cluster, service) {
      const options = { most: 10, status: ['SUCCESSFUL'] } as const;
      const ended = await listServiceDeployments(ecs, { cluster, service }, options);
      const spans = ended.flatMap(({ startedAt, createdAt, finishedAt }) => {
        const from = startedAt ?? createdAt;
        return from && finishedAt ? [finishedAt.getTime() - from.getTime()] : [];
      });
      return spans.length === 0 ? undefined : Math.max(...spans);
    },
  };
}
