import type { Hook, ServiceDeployment } from '../aws/ecs/service-deployments.ts';
import type { Episode } from '../episodes/episode.ts';
import type { AnsweredHook, AnswerFact, ServiceDeploymentFact } from '../episodes/facts.ts';
import { isGoingOn } from '../episodes/stages.ts';
import { shorten } from '../episodes/stop-reasons/explain.ts';
import type { Deps } from './deps.ts';
import { defined } from './ecs-events.ts';

interface Asked {
  readonly answer: AnswerFact;
  /** Of the deployment in progress, from the same answer of DescribeServices. */
  readonly deploymentArn?: string | undefined;
}

/**
 * DescribeServiceDeployments for the deployment in progress, or for the one that was when last asked, to learn its end; undefined if there is none.
 * The first time also ListServiceDeployments, for how long deployments of this service take.
 * @throws Error when ECS can't be asked now
 */
export async function askDeployment(
  { deployments, now }: Pick<Deps, 'deployments' | 'now'>,
  { target, staging }: Episode,
  { answer, deploymentArn }: Asked,
): Promise<ServiceDeploymentFact | undefined> {
  const open = staging !== undefined && isGoingOn(staging.status) ? staging.arn : undefined;
  const arn = deploymentArn ?? open;
  if (!('service' in target) || arn === undefined || answer.deleted || answer.missing) return undefined;
  const at = now();
  const isNew = staging?.arn !== arn;
  const [found, longestMs] = await Promise.all([
    deployments.read(arn),
    isNew ? deployments.longestMs(target.cluster, target.service) : undefined,
  ]);
  const primary = answer.deployments.find(({ status }) => status === 'PRIMARY');
  return found && { ...toFact(found, at), ...defined({ deployment: primary?.id, longestMs }) };
}

/** The most hooks that an answer keeps: ten of each type may be configured for a stage. */
const mostHooks = 20;
const mostAlarms = 10;

function toFact(found: ServiceDeployment, at: number): ServiceDeploymentFact {
  const { arn, id, status, statusReason, rollback, strategy, to, alarms, circuitBreaker, hooks } = found;
  const reason = rollback?.reason ?? statusReason;
  const names = alarms.triggered.length > 0 ? alarms.triggered : alarms.names;
  return {
    kind: 'service-deployment',
    at,
    arn,
    id,
    status,
    strategy,
    createdAt: found.createdAt?.getTime() ?? 0,
    requested: to?.requested ?? 0,
    running: to?.running ?? 0,
    // Those that hold it up come first, whatever else was passed.
    hooks: hooks.map(toHook).sort(openFirst).slice(0, mostHooks),
    ...defined({
      reason: reason === undefined ? undefined : shorten(reason, 300),
      stage: found.stage,
      weight: to?.weight,
      bakeMinutes: found.bakeMinutes,
      stepMinutes: found.step?.bakeMinutes,
      alarms:
        alarms.status === 'DISABLED'
          ? undefined
          : { status: alarms.status, names: names.slice(0, mostAlarms) },
      breaker: circuitBreaker.status === 'DISABLED' ? undefined : circuitBreaker,
    }),
  };
}

function openFirst(one: AnsweredHook, other: AnsweredHook): number {
  return Number(one.stage === undefined) - Number(other.stage === undefined);
}

/** `stage` is known of those that hold it up. */
function toHook({ expiresAt, id, type, state, ...hook }: Hook): AnsweredHook {
  const { target, stage, timeoutAction, timeoutMinutes } = hook;
  return {
    id,
    type,
    state,
    ...defined({ target, stage, timeoutAction, timeoutMinutes, expiresAt: expiresAt?.getTime() }),
  };
}
