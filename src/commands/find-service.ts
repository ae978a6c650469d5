import type { ECSClient } from '@aws-sdk/client-ecs';
import pMap from 'p-map';
import { describeServices } from '../ecs/describe-services.ts';
import { listClusters } from '../ecs/list-clusters.ts';
import { listServices } from '../ecs/list-services.ts';
import type { Service } from '../ecs/service.ts';
import { findCluster } from './find-cluster.ts';
import { nearest } from './nearest.ts';
import { Refusal } from './refusal.ts';
import { requireSamePlace } from './require-same-place.ts';
import { splitTarget } from './split-target.ts';

/**
 * The service that was meant by `cluster/service`, an ARN, or a name that only one cluster has.
 * One DescribeServices when it is named in full and exists. Throws Refusal with the nearest targets, or
 * when the ARN is of another region or account.
 */
export async function findService(ecs: ECSClient, given: string): Promise<Service> {
  const { cluster, name } = splitTarget(given);
  const service = await (cluster === undefined ? findByName(ecs, name) : findInCluster(ecs, cluster, name));
  requireSamePlace(given, service.arn);
  return service;
}

async function findInCluster(ecs: ECSClient, cluster: string, name: string): Promise<Service> {
  const service = await describeOne(ecs, cluster, name);
  if (service) return service;
  const known = await findCluster(ecs, cluster);
  const names = await listServices(ecs, known);
  const targets = nearest(name, names).map((like) => `${known}/${like}`);
  throw new Refusal({ code: 'unknownService', given: `${cluster}/${name}`, nearest: targets });
}

async function findByName(ecs: ECSClient, name: string): Promise<Service> {
  const clusters = await listClusters(ecs);
  const targets = (
    await pMap(
      clusters,
      async (cluster) => (await listServices(ecs, cluster)).map((service) => ({ cluster, service })),
      { concurrency: 4 },
    )
  ).flat();
  const found = targets.filter(({ service }) => service === name);
  if (found.length > 1) {
    throw new Refusal({
      code: 'ambiguousService',
      given: name,
      targets: found.map(({ cluster, service }) => `${cluster}/${service}`),
    });
  }
  const service = found[0] && (await describeOne(ecs, found[0].cluster, name));
  if (service) return service;
  const like = nearest(name, [...new Set(targets.map((target) => target.service))]);
  const full = targets.filter((target) => like.includes(target.service));
  throw new Refusal({
    code: 'unknownService',
    given: name,
    nearest: full.slice(0, 3).map((target) => `${target.cluster}/${target.service}`),
  });
}

async function describeOne(ecs: ECSClient, cluster: string, name: string): Promise<Service | undefined> {
  // ECS refuses an empty name, and a cluster that does not exist, with an exception; neither is worth more than "unknown".
  if (name === '' || cluster === '') return undefined;
  try {
    return (await describeServices(ecs, cluster, [name], ['TAGS']))[0];
  } catch (error) {
    const unknown = ['ClusterNotFoundException', 'InvalidParameterException'];
    if (error instanceof Error && unknown.includes(error.name)) return undefined;
    throw error;
  }
}
