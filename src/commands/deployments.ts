import * as z from 'zod';
import {
  describeServiceDeployments,
  listServiceDeployments,
  type RevisionShare,
  type ServiceDeployment,
} from '../aws/ecs/service-deployments.ts';
import { describeServiceRevisions, type Service, type ServiceRevision } from '../aws/ecs/services.ts';
import { type BegunBy, readStarts } from '../changes/deployment-audit.ts';
import { type Step, stepsOf } from '../episodes/stages.ts';
import { limitSchema } from './line/arguments.ts';
import { type CommandContext, defineRead } from './line/command.ts';
import { findService } from './line/find-service.ts';

/** A deployment with what its revisions run. A revision that ECS no longer knows is left out. */
export interface DeploymentRow {
  readonly deployment: ServiceDeployment;
  readonly from: readonly ServiceRevision[];
  readonly to: ServiceRevision | undefined;
  readonly by: BegunBy;
}

/** A service's deployments. */
export interface DeploymentsReply {
  readonly kind: 'deployments';
  /** `cluster/service` */
  readonly target: string;
  /** Only of ECS's own controller does ECS keep a history. */
  readonly controller: string;
  readonly count: number;
  /** Newest first. */
  readonly rows: readonly DeploymentRow[];
}

/** One of them. */
export interface DeploymentReply extends DeploymentRow {
  readonly kind: 'deployment';
  readonly target: string;
  readonly steps: readonly Step[];
}

/**
 * `/ecs deployments <target> [count]`: a service's deployments of the last ninety days, newest first, ten unless told otherwise; a button opens one.
 * For n deployments 1 DescribeServices, 1 ListServiceDeployments, ceil(n/20) DescribeServiceDeployments, ceil((n+1)/20) or more
 * DescribeServiceRevisions, and a query of the audit.
 */
export const deployments = defineRead({
  name: 'deployments',
  words: [
    { name: 'target', hint: 'cluster/service' },
    { name: 'count', hint: 'count', optional: true },
  ],
  flags: [{ name: 'id', value: 'id', hidden: true }],
  examples: ['deployments shop/web', 'deployments shop/web 30'],
  args: z.object({
    target: z.string(),
    count: limitSchema.default(10),
    id: z
      .string()
      .regex(/^[\w-]{1,100}$/)
      .optional(),
  }),
  async run({ target: given, count, id }, context): Promise<DeploymentsReply | DeploymentReply> {
    const service = await findService(context.ecs, given);
    const { cluster, name, deploymentController: controller } = service;
    const target = `${cluster}/${name}`;
    const one = id === undefined ? [] : await describeServiceDeployments(context.ecs, [arnOf(service, id)]);
    const [row] = await withRevisions(context, target, one);
    if (row !== undefined) return { kind: 'deployment', target, ...row, steps: stepsOf(row.deployment) };
    // The button of one that ECS has forgotten leads to those that it knows.
    const listed =
      controller === 'ECS'
        ? await listServiceDeployments(context.ecs, { cluster, service: name }, { most: count })
        : [];
    const found = await describeServiceDeployments(
      context.ecs,
      listed.map(({ arn }) => arn),
    );
    const rows = await withRevisions(context, target, found);
    return { kind: 'deployments', target, controller, count, rows };
  },
});

/** An old-format service ARN has no cluster in it; a service deployment's always has. */
function arnOf({ arn, cluster, name }: Service, id: string): string {
  return `${arn.split(':service/')[0]}:service-deployment/${cluster}/${name}/${id}`;
}

async function withRevisions(
  context: CommandContext,
  target: string,
  found: readonly ServiceDeployment[],
): Promise<DeploymentRow[]> {
  if (found.length === 0) return [];
  const arns = found.flatMap(({ from, to }) => [...from, ...(to ? [to] : [])].map(({ arn }) => arn));
  const [revisions, byOf] = await Promise.all([
    describeServiceRevisions(context.ecs, [...new Set(arns)]),
    readStarts(context, target, found),
  ]);
  const byArn = new Map(revisions.map((each) => [each.arn, each]));
  const revisionOf = (share: RevisionShare | undefined) => byArn.get(share?.arn ?? '');
  return found.map((deployment) => ({
    deployment,
    from: deployment.from.flatMap((share) => revisionOf(share) ?? []),
    to: revisionOf(deployment.to),
    by: byOf(deployment),
  }));
}
