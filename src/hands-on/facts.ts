import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { describeStack } from '../aws/cloudformation.ts';
import { describeTaggedImages, findRepositoryUri } from '../aws/ecr.ts';
import { describeClusters } from '../aws/ecs/clusters.ts';
import { describeService, type Service } from '../aws/ecs/services.ts';
import { readRevision } from '../aws/ecs/task-definitions.ts';
import type { Episode } from '../episodes/episode.ts';
import { isTrouble } from '../episodes/stop-reasons/codes.ts';
import { tellEpisode } from '../episodes/story.ts';
import type { StoppedTasks } from '../store/stopped-tasks.ts';
import type { HandsOnFacts, HandsOnNames, HandsOnWhere } from './hands-on.ts';

/** Where a hands-on gets its facts. */
export interface HandsOnSources {
  readonly ecs: ECSClient;
  readonly ecr: ECRClient;
  readonly cloudFormation: CloudFormationClient;
  readonly stoppedTasks: Pick<StoppedTasks, 'stopsOf'>;
  /** The service's current episode, for the stopwatch. */
  readonly episode: (target: {
    readonly cluster: string;
    readonly service: string;
  }) => Promise<Episode | undefined>;
  readonly where: HandsOnWhere;
  readonly now: () => number;
}

/** The stack of infra/hands-on/stack.yml. */
const stackName = 'hands-on';

/**
 * What AWS says about a learner's resources now: DescribeStacks, DescribeRepositories, DescribeImages, DescribeClusters, DescribeServices,
 * DescribeTaskDefinition, one of each; and the stops that the bot recorded since `since` (epoch milliseconds).
 */
export async function readHandsOnFacts(
  sources: HandsOnSources,
  { cluster, service, family, repository }: HandsOnNames,
  since: number,
): Promise<HandsOnFacts> {
  const { ecs, ecr, cloudFormation, now } = sources;
  const at = now();
  const [stack, uri, images, [foundCluster], foundService, revision, stop] = await Promise.all([
    describeStack(cloudFormation, stackName),
    findRepositoryUri(ecr, repository),
    describeTaggedImages(ecr, repository),
    describeClusters(ecs, [cluster]),
    describeService(ecs, cluster, service),
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

function countsOf({
  desiredCount,
  runningCount,
  deployments,
}: Service): NonNullable<HandsOnFacts['service']> {
  const { rolloutState } = deployments.find(({ status }) => status === 'PRIMARY') ?? {};
  return {
    desiredCount,
    runningCount,
    deployed: rolloutState === 'COMPLETED',
    failed: rolloutState === 'FAILED',
  };
}

/** How many stops of a service are searched for one: a rollout of four tasks and back makes eight. */
const mostStops = 20;

interface Where {
  readonly cluster: string;
  readonly service: string;
  /** Epoch milliseconds. */
  readonly since: number;
}

/**
 * The last stop of one of the service's tasks that the service itself did not want, from the record of stopped tasks; the recovery time comes from
 * the episode, while it is still about this stop.
 */
async function readStop(
  { stoppedTasks, episode }: Pick<HandsOnSources, 'stoppedTasks' | 'episode'>,
  { cluster, service, since }: Where,
): Promise<HandsOnFacts['stop']> {
  const [stops, current] = await Promise.all([
    stoppedTasks.stopsOf({ cluster, service, since }, mostStops),
    episode({ cluster, service }),
  ]);
  const told = current && tellEpisode(current).stops.findLast(({ healedMs }) => healedMs !== undefined);
  const toldAt = told && (told.task.stoppingAt ?? told.task.updatedAt);
  if (told?.healedMs !== undefined && toldAt !== undefined && toldAt >= since) {
    return { at: toldAt, healedMs: told.healedMs };
  }
  const stop = stops.find(({ explanation }) => isTrouble(explanation.code, false))?.task;
  const at = stop?.stoppingAt ?? stop?.stoppedAt;
  return at && { at: at.getTime() };
}
