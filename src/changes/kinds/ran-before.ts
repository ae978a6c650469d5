import type { ECSClient } from '@aws-sdk/client-ecs';
import {
  describeServiceDeployments,
  listServiceDeployments,
  type ServiceDeploymentBrief,
} from '../../aws/ecs/service-deployments.ts';
import { describeServiceRevisions, type Service, type ServiceRevision } from '../../aws/ecs/services.ts';

/** How far back a deployment is looked for that ended well: further only where that shows none of another task definition. */
export const mostDeployments = 100;
const mostOfAll = 500;

/** A task definition that ran in a service, and its images as they were then. */
interface Ran extends Pick<ServiceRevision, 'images'> {
  readonly taskDefinition: string;
  readonly ranAt: Date | undefined;
}

/** What ECS goes back to from the deployment that is in progress; empty if nothing was ever completed. */
export async function sourceOf(
  ecs: ECSClient,
  running: string,
  listed: readonly ServiceDeploymentBrief[],
): Promise<readonly Ran[]> {
  const unfinished = listed.filter(({ status }) => status !== 'SUCCESSFUL').slice(0, mostAtOnce);
  const described = await describeServiceDeployments(ecs, [
    ...new Set([running, ...unfinished.map(({ arn }) => arn)]),
  ]);
  const sources = described.find(({ arn }) => arn === running)?.from ?? [];
  // One that began over another has that one among its sources, but ECS goes back to the last that was completed.
  const given = new Set(described.map(({ to }) => to?.arn));
  const completed = sources.filter(({ arn }) => !given.has(arn)).slice(0, 1);
  const revisions = await describeServiceRevisions(
    ecs,
    completed.map(({ arn }) => arn),
  );
  return revisions.map(({ taskDefinition, images }) => ({ taskDefinition, images, ranAt: undefined }));
}

/** Deployments that one request describes. */
const mostAtOnce = 20;

/** What ran successfully, the last first, by the newest `mostDeployments`; a service that was restarted again and again is looked at further back. */
export async function ranBefore(
  ecs: ECSClient,
  { cluster, name, taskDefinition }: Service,
  listed: readonly ServiceDeploymentBrief[],
): Promise<readonly Ran[]> {
  const past = await successes(ecs, listed);
  const hasOther = past.some((each) => each.taskDefinition !== taskDefinition);
  if (hasOther || listed.length < mostDeployments) return past;
  return successes(ecs, await listServiceDeployments(ecs, { cluster, service: name }, { most: mostOfAll }));
}

/** What ran successfully, the last first. The oldest that ECS remembers still names what ran before it. */
async function successes(ecs: ECSClient, listed: readonly ServiceDeploymentBrief[]): Promise<readonly Ran[]> {
  const successful = listed.filter(({ status }) => status === 'SUCCESSFUL');
  const deployments = await describeServiceDeployments(
    ecs,
    successful.map(({ arn }) => arn),
  );
  const [source, ...others] = deployments.at(-1)?.from ?? [];
  const ran = [
    ...deployments.map(({ to, finishedAt }) => ({ arn: to?.arn, ranAt: finishedAt })),
    // Of several, one was not completed.
    ...(others.length === 0 ? [{ arn: source?.arn, ranAt: undefined }] : []),
  ];
  const arns = new Set(ran.flatMap(({ arn }) => arn ?? []));
  const revisions = await describeServiceRevisions(ecs, [...arns]);
  const byArn = new Map(revisions.map((each) => [each.arn, each]));
  return ran.flatMap(({ arn = '', ranAt }) => {
    const revision = byArn.get(arn);
    if (revision === undefined) return [];
    const { taskDefinition, images, createdAt } = revision;
    return [{ taskDefinition, images, ranAt: ranAt ?? createdAt }];
  });
}
