import type { ECSClient } from '@aws-sdk/client-ecs';
import pMap from 'p-map';
import { ownRepository, readImageName } from '../ecr.ts';
import { describeServiceRevisions, describeServices, listServicesOf, type Service } from './services.ts';

/** An image that a container of a service runs. */
export interface ImageUse {
  /** `cluster/service` */
  readonly target: string;
  readonly image: string;
  /** Its repository in the ECR of the service's account and region; undefined when another registry holds it. */
  readonly repository: string | undefined;
  /** Undefined when the task definition pins a digest. */
  readonly tag: string | undefined;
  /** What the tag stood for when it was deployed; undefined when ECS did not note it. */
  readonly digest: string | undefined;
}

/** What was looked at, so that an answer can say what was not. */
export interface ServiceSearch {
  readonly uses: readonly ImageUse[];
  readonly clusters: readonly string[];
  /** Services that were looked at, out of `total`. */
  readonly searched: number;
  readonly total: number;
  /** `cluster/service` of those for which ECS keeps no revision, so that what they run is not known. */
  readonly unknown: readonly string[];
}

/** Keeps one answer at five DescribeServices, or a few more with many small clusters. */
const mostServices = 50;

/**
 * What the services of these clusters run, the services named in `first` before all others, fifty at most. For n
 * services: a ListServices a hundred of each cluster, a DescribeServices for ten, a DescribeServiceRevisions for twenty.
 */
export async function searchServices(
  ecs: ECSClient,
  clusters: readonly string[],
  first?: string,
  most: number = mostServices,
): Promise<ServiceSearch> {
  const all = await listServicesOf(ecs, clusters);
  const isFirst = ({ cluster, name }: { cluster: string; name: string }) => `${cluster}/${name}` === first;
  const chosen = [...all.filter(isFirst), ...all.filter((each) => !isFirst(each))].slice(0, most);
  const services = (
    await pMap(
      clusters,
      (cluster) =>
        describeServices(
          ecs,
          cluster,
          chosen.filter((each) => each.cluster === cluster).map(({ name }) => name),
        ),
      { concurrency: 4 },
    )
  ).flat();
  const uses = await readUses(ecs, services);
  const known = new Set(uses.map(({ target }) => target));
  return {
    uses,
    clusters,
    searched: chosen.length,
    total: all.length,
    unknown: services.map(toTarget).filter((target) => !known.has(target)),
  };
}

const toTarget = ({ cluster, name }: Service) => `${cluster}/${name}`;

async function readUses(ecs: ECSClient, services: readonly Service[]): Promise<ImageUse[]> {
  const arns = services.flatMap(({ revisionArns }) => revisionArns);
  const revisions = new Map((await describeServiceRevisions(ecs, arns)).map((each) => [each.arn, each]));
  return services.flatMap((service) =>
    service.revisionArns
      .flatMap((arn) => revisions.get(arn)?.images ?? [])
      .map(({ image, digest }) => ({
        target: toTarget(service),
        image,
        repository: ownRepository(image, service.arn),
        tag: readImageName(image).tag,
        digest: digest ?? readImageName(image).digest,
      })),
  );
}
