import * as z from 'zod';
import {
  describeServiceDeployments,
  listServiceDeployments,
  type RevisionShare,
  type ServiceDeployment,
} from '../aws/ecs/service-deployments.ts';
import { describeServiceRevisions, type Service, type ServiceRevision } from '../aws/ecs/services.ts';
import type { AuditEntry } from '../changes/audit.ts';
import type { Change } from '../changes/change.ts';
import { type Step, stepsOf } from '../episodes/stages.ts';
import { limitSchema } from './line/arguments.ts';
import { type CommandContext, defineRead } from './line/command.ts';
import { findService } from './line/find-service.ts';

/** Who or what began a deployment; `unknown` if the audit could not be read that far back. */
export type BegunBy =
  | { readonly type: 'bot'; readonly userId: string; readonly approvedBy?: string }
  | { readonly type: 'outside' }
  | { readonly type: 'unknown' };

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

/** Which changes begin a service deployment: a new desired count does not, nor a rollback that ends the one in progress. */
const begins: Readonly<Record<Change['type'], boolean>> = {
  'create-service': true,
  'create-cluster': false,
  'create-repository': false,
  'delete-cluster': false,
  'delete-service': false,
  'register-task-definition': false,
  restart: true,
  rollback: true,
  scale: false,
  'stop-task': false,
};

/** The bot's clock and ECS's may differ by this much. */
const clocksMs = 5_000;
/** ECS may have created it up to this long after the change was decided, if it is unknown when that was made. */
const madeMs = 120_000;
const mostStarts = 200;

/** Who began each of these, by the audit of changes through the bot. */
async function readStarts(
  { audit, now }: Pick<CommandContext, 'audit' | 'now'>,
  target: string,
  found: readonly ServiceDeployment[],
): Promise<(deployment: ServiceDeployment) => BegunBy> {
  const times = found.map(createdAt);
  const { entries, more } = await audit.entries({
    since: Math.min(...times) - madeMs,
    until: now(),
    target,
    wanted: isStart,
    most: mostStarts,
  });
  const starts = entries.flatMap((entry) => (entry.kind === 'change' ? [entry] : []));
  const readSince = more ? Date.parse(starts.at(-1)?.intent.decidedAt ?? '') : 0;
  return (deployment) => {
    const at = createdAt(deployment);
    const [start] = starts.filter(({ intent, outcome }) => {
      const from = Date.parse(intent.decidedAt) - clocksMs;
      const to = outcome === undefined ? from + madeMs : Date.parse(outcome.at) + clocksMs;
      return from <= at && at <= to && outcome?.result !== 'failed';
    });
    if (start === undefined) return { type: at < readSince ? 'unknown' : 'outside' };
    const { card, decidedBy } = start.intent;
    const isApproved = decidedBy !== undefined && decidedBy !== card.askedBy;
    return { type: 'bot', userId: card.askedBy, ...(isApproved && { approvedBy: decidedBy }) };
  };
}

function isStart(entry: AuditEntry): boolean {
  if (entry.kind !== 'change' || entry.intent.decision !== 'make') return false;
  const { change } = entry.intent.card;
  return begins[change.type] && !(change.type === 'rollback' && change.stops !== undefined);
}

function createdAt(deployment: ServiceDeployment): number {
  return deployment.createdAt?.getTime() ?? 0;
}
