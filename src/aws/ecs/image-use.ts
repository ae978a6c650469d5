import type { ECSClient } from '@aws-sdk/client-ecs';
import pMap from 'p-map';
import { ownRepository, readImageName } from '../ecr.ts';
import { describeServiceRevisions, describeServices, listServicesOf, type Service } from './services.ts';

/** An image that a container of a service runs. */
export interface ImageUse {
  /** `cluster/service` */
  readonly target: string;
  readonly image: string;
  /** Its repository in the ECR of the service's account and region; undefined if it is in another registry. */
  readonly repository: string | undefined;
  /** Undefined when the task definition pins a digest. */
  readonly tag: string | undefined;
  /** The digest the tag pointed to at deployment; undefined if ECS did not record it. */
  readonly digest: string | undefined;
}

/** What was searched, so that an answer can say what was not. */
export interface ServiceSearch {
  readonly uses: readonly ImageUse[];
  readonly clusters: readonly string[];
  /** Services that were searched, out of `total`. */
  readonly searched: number;
  readonly total: number;
  /** `cluster/service` of those for which ECS keeps no revision, so their images are not known. */
  readonly unknown: readonly string[];
}

/** Limits one answer to five DescribeServices calls, or a few more with many small clusters. */
const mostServices = 50;

/**
 * The images that the services of these clusters run, those named in `first` before all others, fifty services at most. It takes one ListServices per
 * hundred services of a cluster, one DescribeServices per ten, and one DescribeServiceRevisions per twenty.
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
