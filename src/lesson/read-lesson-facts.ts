import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { describeStack } from '../cloudformation/describe-stack.ts';
import { describeTaggedImages } from '../ecr/describe-tagged-images.ts';
import { findRepositoryUri } from '../ecr/find-repository-uri.ts';
import { describeClusters } from '../ecs/describe-clusters.ts';
import { describeServices } from '../ecs/describe-services.ts';
import { readRevision } from '../ecs/read-revision.ts';
import type { Service } from '../ecs/service.ts';
import type { Episode } from '../episodes/episode.ts';
import type { BlackBox } from '../store/black-box.ts';
import type { LessonFacts } from './lesson-facts.ts';
import type { LessonNames } from './lesson-names.ts';
import type { LessonWhere } from './lesson-where.ts';
import { readStop } from './read-stop.ts';

/** Where a lesson looks. */
export interface LessonSources {
  readonly ecs: ECSClient;
  readonly ecr: ECRClient;
  readonly cloudFormation: CloudFormationClient;
  readonly box: Pick<BlackBox, 'stopsOf'>;
  /** The service's current episode, for the stop-watch. */
  readonly episode: (target: {
    readonly cluster: string;
    readonly service: string;
  }) => Promise<Episode | undefined>;
  readonly where: LessonWhere;
  readonly now: () => number;
}

/** The stack of infra/hands-on/stack.yml. */
const stackName = 'hands-on';

/**
 * What AWS says of a learner's resources now: DescribeStacks, DescribeRepositories, DescribeImages, DescribeClusters,
 * DescribeServices, DescribeTaskDefinition, one of each; and what the bot kept of stops since `since` (epoch milliseconds).
 */
export async function readLessonFacts(
  sources: LessonSources,
  { cluster, service, family, repository }: LessonNames,
  since: number,
): Promise<LessonFacts> {
  const { ecs, ecr, cloudFormation, now } = sources;
  const at = now();
  const [stack, uri, images, [foundCluster], foundService, revision, stop] = await Promise.all([
    describeStack(cloudFormation, stackName),
    findRepositoryUri(ecr, repository),
    describeTaggedImages(ecr, repository),
    describeClusters(ecs, [cluster]),
    readService(ecs, cluster, service),
    readRevision(ecs, family),
    readStop(sources, { cluster, service, since }),
  ]);
  const tag = images?.[0]?.tags[0];
  const [container] = revision?.containerDefinitions ?? [];
  return {
    at,
    ...(stack && { network: { status: stack.status, ...outputs(stack.outputs) } }),
    ...(uri !== undefined && { repository: { uri, ...(tag !== undefined && { tag }) } }),
    ...(foundCluster && {
      cluster: {
        services: foundCluster.activeServices,
        tasks: foundCluster.runningTasks + foundCluster.pendingTasks,
      },
    }),
    ...(foundService && { service: countsOf(foundService) }),
    ...(revision && {
      taskDefinition: {
        name: `${revision.family}:${revision.revision}`,
        image: container?.image ?? '',
        cpu: Number(revision.cpu ?? 0),
        memory: Number(revision.memory ?? 0),
        containers: revision.containerDefinitions?.length ?? 0,
      },
    }),
    ...(stop && { stop }),
  };
}

function outputs({ Url, ExecutionRoleArn, LogGroup }: Readonly<Record<string, string>>) {
  return {
    ...(Url !== undefined && { url: Url }),
    ...(ExecutionRoleArn !== undefined && { executionRole: ExecutionRoleArn.split('/').at(-1) ?? '' }),
    ...(LogGroup !== undefined && { logGroup: LogGroup }),
  };
}

function countsOf({ desiredCount, runningCount, deployments }: Service): NonNullable<LessonFacts['service']> {
  const { rolloutState } = deployments.find(({ status }) => status === 'PRIMARY') ?? {};
  return {
    ...{ desiredCount, runningCount },
    deployed: rolloutState === 'COMPLETED',
    failed: rolloutState === 'FAILED',
  };
}

/** With its cluster a service is gone too. One that drains is not ACTIVE, but its tasks still run. */
async function readService(ecs: ECSClient, cluster: string, service: string): Promise<Service | undefined> {
  try {
    return (await describeServices(ecs, cluster, [service]))[0];
  } catch (error) {
    if (error instanceof Error && error.name === 'ClusterNotFoundException') return undefined;
    throw error;
  }
}
