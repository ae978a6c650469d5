import type { ECSClient } from '@aws-sdk/client-ecs';
import { readClusterTags } from '../../aws/ecs/clusters.ts';
import {
  continueServiceDeployment,
  describeServiceDeployments,
  type Hook,
  type ServiceDeployment,
} from '../../aws/ecs/service-deployments.ts';
import { describeServiceRevisions, describeServices, type Service } from '../../aws/ecs/services.ts';
import { type HookEnd, HookOver } from '../card.ts';
import type { ContinueChange } from '../change.ts';
import type { Effect } from '../effects.ts';
import { type ChangeKind, narrowingTags, primaryOf } from './kind.ts';

/** Over when that very hook of that very deployment waits no more; it is never stale. */
export const continueKind: ChangeKind<ContinueChange> = {
  async inspect({ ecs }, change, recent) {
    const { target, deployment, hookId, targetRevision } = change;
    const [[service], [found], clusterTags] = await Promise.all([
      describeServices(ecs, target.cluster, [target.service], ['TAGS']),
      describeServiceDeployments(ecs, [deployment]),
      readClusterTags(ecs, target.cluster),
    ]);
    const isBound = found?.to?.arn === targetRevision;
    const over = hookEnd(isBound ? found : undefined, hookId, recent);
    const tags = narrowingTags(clusterTags, service?.tags ?? {});
    return { stale: false, current: change, tags, effect: {}, ...(over && { over }) };
  },
  async apply({ ecs, ecsOnce }, { deployment, hookId, action }) {
    try {
      return { requestId: await continueServiceDeployment(ecsOnce, deployment, { hookId, action }) };
    } catch (error) {
      const isRefused = error instanceof Error && error.name === 'InvalidParameterException';
      // Not to be retried: after a refusal, what ECS shows is somebody else's.
      const end = isRefused ? await readHookEnd(ecs, deployment, hookId).catch(() => undefined) : undefined;
      if (end === undefined) throw error;
      throw new HookOver(end, { cause: error });
    }
  },
  async findMade({ ecs }, { deployment, hookId, action, expiresAt }, _decidedAt, now) {
    const [found] = await describeServiceDeployments(ecs, [deployment]);
    const end = hookEnd(found, hookId, []);
    if (end === undefined) return 'nothing known';
    if (found?.hooks.some(({ id }) => id === hookId)) return isAnswer(end, action) ? 'made' : end;
    // ECS lists the hooks that are active: this one was passed, and before its time was over only by an answer.
    const mayHaveTimedOut = expiresAt === undefined || now >= Date.parse(expiresAt);
    if (found === undefined || mayHaveTimedOut) return 'overtaken';
    const { status } = found;
    const wentOn = status === 'IN_PROGRESS' || status === 'SUCCESSFUL';
    if (action === 'CONTINUE') return wentOn ? 'made' : 'overtaken';
    if (wentOn) return { type: 'continued' };
    return status.startsWith('ROLLBACK_') ? 'made' : 'overtaken';
  },
};

/** Whether this is what the action makes of a hook. */
function isAnswer({ type }: HookEnd, action: ContinueChange['action']): boolean {
  return type === (action === 'CONTINUE' ? 'continued' : 'rolledBack');
}

async function readHookEnd(ecs: ECSClient, arn: string, hookId: string): Promise<HookEnd | undefined> {
  const [found] = await describeServiceDeployments(ecs, [arn]);
  return hookEnd(found, hookId, []);
}

/**
 * What became of a deployment's hook; undefined while it waits for a person. `recent`: what the bot did within the last minute, which ECS may not show
 * yet.
 */
export function hookEnd(
  found: ServiceDeployment | undefined,
  hookId: string,
  recent: readonly Effect[],
): HookEnd | undefined {
  const hook = found?.hooks.find(({ id }) => id === hookId);
  if (found === undefined || hook === undefined) return { type: 'over' };
  const { state, timeoutAction } = hook;
  // A deployment whose hook timed out may be going back, but nobody said so.
  if (state === 'TIMED_OUT')
    return { type: 'timedOut', ...(timeoutAction !== undefined && { timeoutAction }) };
  if (state === 'SUCCEEDED') return { type: 'continued' };
  if (state === 'FAILED' || found.status.startsWith('ROLLBACK_')) return { type: 'rolledBack' };
  if (state !== 'AWAITING_ACTION' || found.status !== 'IN_PROGRESS') return { type: 'over' };
  const answer = recent.find((effect) => effect.type === 'hook' && effect.hookId === hookId);
  if (answer?.type !== 'hook') return undefined;
  return { type: answer.action === 'CONTINUE' ? 'continued' : 'rolledBack' };
}

/** The hooks at which a deployment waits for a person, the one whose time is over first before the others. */
export function waitingHooks(found: ServiceDeployment, recent: readonly Effect[]): Hook[] {
  const end = ({ expiresAt }: Hook) => expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return found.hooks
    .filter(({ id }) => hookEnd(found, id, recent) === undefined)
    .sort((one, other) => (end(one) === end(other) ? (one.id < other.id ? -1 : 1) : end(one) - end(other)));
}

interface Answer {
  readonly hook: Hook;
  readonly action: ContinueChange['action'];
  /** Who began the deployment through the bot. */
  readonly begunBy?: string | undefined;
  /** How many other hooks wait. */
  readonly others: number;
}

/** The answer to a deployment's hook, as things are now: 1 request to ECS. */
export async function continueChange(
  ecs: ECSClient,
  service: Service,
  found: ServiceDeployment,
  { hook, action, begunBy, others }: Answer,
): Promise<ContinueChange> {
  const { cluster, name, desiredCount, runningCount } = service;
  const { arn: to = '', weight } = found.to ?? {};
  const from = found.from[0]?.arn;
  const revisions = await describeServiceRevisions(ecs, [to, ...(from === undefined ? [] : [from])]);
  const definitionOf = (arn: string | undefined) =>
    revisions.find((each) => each.arn === arn)?.taskDefinition;
  const before = definitionOf(from);
  const { stage, expiresAt, timeoutAction } = hook;
  return {
    type: 'continue',
    target: { cluster, service: name },
    action,
    deployment: found.arn,
    hookId: hook.id,
    targetRevision: to,
    before: {
      desiredCount,
      runningCount,
      deploymentId: primaryOf(service)?.id ?? '',
      ...(before !== undefined && { taskDefinition: before }),
    },
    after: { taskDefinition: definitionOf(to) ?? service.taskDefinition },
    strategy: found.strategy,
    ...(stage !== undefined && { stage }),
    ...(weight !== undefined && { weight }),
    ...(found.step && { stepPercent: found.step.percent }),
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
    ...(timeoutAction !== undefined && { timeoutAction }),
    others,
    ...(begunBy !== undefined && { begunBy }),
  };
}
