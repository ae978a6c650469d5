import {
  ContinueServiceDeploymentCommand,
  DescribeServiceDeploymentsCommand,
  type ECSClient,
  ListServiceDeploymentsCommand,
  type ServiceDeployment as SdkServiceDeployment,
  type ServiceDeploymentBrief as SdkServiceDeploymentBrief,
  type ServiceDeploymentStatus,
  type ServiceRevisionSummary,
  StopServiceDeploymentCommand,
} from '@aws-sdk/client-ecs';
import { masked } from '../../redact/redact.ts';
import { inChunks } from './errors.ts';
import { nameFromArn } from './target.ts';

/** What ListServiceDeployments says about a deployment. Strategies, stages and statuses are ECS's own names: it may have new ones. */
export interface ServiceDeploymentBrief {
  readonly arn: string;
  /** The last part of its ARN, unique in its service. */
  readonly id: string;
  /** PENDING, IN_PROGRESS, SUCCESSFUL, STOPPED, ROLLBACK_IN_PROGRESS … */
  readonly status: string;
  readonly statusReason: string | undefined;
  readonly createdAt: Date | undefined;
  /** When it left PENDING. */
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
}

/** A deployment from DescribeServiceDeployments, narrowed once. */
export interface ServiceDeployment extends ServiceDeploymentBrief {
  /** The cluster's and the service's name. */
  readonly cluster: string;
  readonly service: string;
  /** ROLLING, BLUE_GREEN, LINEAR or CANARY. */
  readonly strategy: string;
  /** `lifecycleStage`; absent before the first one, and for a deployment from before ECS had stages. */
  readonly stage: string | undefined;
  /** What ran before: several revisions if a deployment began while another was in progress. */
  readonly from: readonly RevisionShare[];
  readonly to: RevisionShare | undefined;
  /** Minutes that both revisions stay up after all traffic has shifted; absent if not set. */
  readonly bakeMinutes: number | undefined;
  /** How LINEAR and CANARY shift traffic. */
  readonly step: { readonly percent: number; readonly bakeMinutes: number } | undefined;
  readonly hooks: readonly Hook[];
  readonly alarms: {
    readonly status: string;
    readonly names: readonly string[];
    readonly triggered: readonly string[];
  };
  readonly circuitBreaker: { readonly status: string; readonly failures: number; readonly threshold: number };
  readonly rollback:
    | { readonly reason: string | undefined; readonly startedAt: Date | undefined }
    | undefined;
  readonly stoppedAt: Date | undefined;
  readonly updatedAt: Date | undefined;
}

/** One of a deployment's service revisions, with its tasks and its share of the traffic. */
export interface RevisionShare {
  readonly arn: string;
  readonly requested: number;
  readonly running: number;
  readonly pending: number;
  /** Percent of the production traffic; absent where ECS shifts none. */
  readonly weight: number | undefined;
  readonly testWeight: number | undefined;
}

/** A lifecycle hook that was reached. At each step of LINEAR and CANARY it is a new one. */
export interface Hook {
  readonly id: string;
  /** PAUSE or AWS_LAMBDA. */
  readonly type: string;
  /** The function's name. */
  readonly target: string | undefined;
  /** AWAITING_ACTION, IN_PROGRESS, SUCCEEDED, FAILED or TIMED_OUT. */
  readonly state: string;
  /** Where it holds the deployment; absent once that has gone on, for ECS does not say. */
  readonly stage: string | undefined;
  readonly expiresAt: Date | undefined;
  /** CONTINUE or ROLLBACK: what ECS does at `expiresAt`. */
  readonly timeoutAction: string | undefined;
  /** How long it may last in all; absent if unknown. With different limits at one stage, the longest. */
  readonly timeoutMinutes: number | undefined;
}

/** Whether a hook holds its deployment up. */
function isOpenHook({ state }: Pick<Hook, 'state'>): boolean {
  return state === 'AWAITING_ACTION' || state === 'IN_PROGRESS';
}

interface ListOptions {
  /** The newest so many. */
  readonly most: number;
  readonly status?: readonly ServiceDeploymentStatus[];
  /** Only those that were created after it. */
  readonly since?: Date;
}

/**
 * `aws ecs list-service-deployments --cluster … --service …`, newest first, a hundred a call. ECS keeps ninety days, and for services of CodeDeploy
 * and EXTERNAL controllers nothing.
 */
export async function listServiceDeployments(
  ecs: ECSClient,
  target: { readonly cluster: string; readonly service: string },
  { most, status, since }: ListOptions,
): Promise<ServiceDeploymentBrief[]> {
  const found: ServiceDeploymentBrief[] = [];
  let nextToken: string | undefined;
  do {
    // The SDK has no paginator for it.
    const answer = await ecs.send(
      new ListServiceDeploymentsCommand({
        ...target,
        maxResults: Math.min(most - found.length, 100),
        ...(status && { status: [...status] }),
        ...(since && { createdAt: { after: since } }),
        ...(nextToken && { nextToken }),
      }),
    );
    found.push(...(answer.serviceDeployments ?? []).map(toBrief));
    nextToken = answer.nextToken;
  } while (nextToken && found.length < most);
  return found.sort((one, other) => timeOf(other) - timeOf(one)).slice(0, most);
}

/**
 * `aws ecs describe-service-deployments --service-deployment-arns …`, twenty a call, in the order of the ARNs. One that ECS does not know is not in
 * the answer.
 */
export async function describeServiceDeployments(
  ecs: ECSClient,
  arns: readonly string[],
): Promise<ServiceDeployment[]> {
  const found = await inChunks(arns, 20, async (serviceDeploymentArns) => {
    const answer = await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }));
    return (answer.serviceDeployments ?? []).map(toServiceDeployment);
  });
  const byArn = new Map(found.map((each) => [each.arn, each]));
  return arns.flatMap((arn) => byArn.get(arn) ?? []);
}

/**
 * `aws ecs stop-service-deployment --service-deployment-arn … --stop-type ROLLBACK`: only while it is PENDING or IN_PROGRESS; one that is rolled back
 * already stays so. Returns the request's id.
 */
export async function stopServiceDeployment(ecs: ECSClient, arn: string): Promise<string | undefined> {
  const command = new StopServiceDeploymentCommand({ serviceDeploymentArn: arn, stopType: 'ROLLBACK' });
  return (await ecs.send(command)).$metadata.requestId;
}

/**
 * `aws ecs continue-service-deployment --service-deployment-arn … --hook-id … --action CONTINUE|ROLLBACK`: only while that hook is AWAITING_ACTION and
 * the deployment IN_PROGRESS, else InvalidParameterException. Returns the request's id.
 */
export async function continueServiceDeployment(
  ecs: ECSClient,
  arn: string,
  { hookId, action }: { readonly hookId: string; readonly action: 'CONTINUE' | 'ROLLBACK' },
): Promise<string | undefined> {
  const command = new ContinueServiceDeploymentCommand({ serviceDeploymentArn: arn, hookId, action });
  return (await ecs.send(command)).$metadata.requestId;
}

function timeOf({ createdAt }: ServiceDeploymentBrief): number {
  return createdAt?.getTime() ?? 0;
}

function toBrief(brief: SdkServiceDeploymentBrief): ServiceDeploymentBrief {
  const { serviceDeploymentArn = '', status = '', statusReason, createdAt, startedAt, finishedAt } = brief;
  const [arn, id] = [serviceDeploymentArn, nameFromArn(serviceDeploymentArn)];
  return { arn, id, status, statusReason: masked(statusReason), createdAt, startedAt, finishedAt };
}

/** Narrows the SDK's all-optional deployment. */
export function toServiceDeployment(found: SdkServiceDeployment): ServiceDeployment {
  const { deploymentConfiguration: settings, deploymentCircuitBreaker: breaker, alarms, rollback } = found;
  const { sourceServiceRevisions = [], targetServiceRevision } = found;
  const strategy = settings?.strategy ?? 'ROLLING';
  return {
    ...toBrief(found),
    cluster: nameFromArn(found.clusterArn ?? ''),
    service: nameFromArn(found.serviceArn ?? ''),
    strategy,
    stage: found.lifecycleStage,
    from: sourceServiceRevisions.map(toShare),
    to: targetServiceRevision && toShare(targetServiceRevision),
    bakeMinutes: settings?.bakeTimeInMinutes,
    step: stepOf(strategy, settings),
    hooks: toHooks(found),
    alarms: {
      status: alarms?.status ?? 'DISABLED',
      names: alarms?.alarmNames ?? [],
      triggered: alarms?.triggeredAlarmNames ?? [],
    },
    circuitBreaker: {
      status: breaker?.status ?? 'DISABLED',
      failures: breaker?.failureCount ?? 0,
      threshold: breaker?.threshold ?? 0,
    },
    rollback: rollback && { reason: masked(rollback.reason), startedAt: rollback.startedAt },
    stoppedAt: found.stoppedAt,
    updatedAt: found.updatedAt,
  };
}

function toShare(revision: ServiceRevisionSummary): RevisionShare {
  return {
    arn: revision.arn ?? '',
    requested: revision.requestedTaskCount ?? 0,
    running: revision.runningTaskCount ?? 0,
    pending: revision.pendingTaskCount ?? 0,
    weight: revision.requestedProductionTrafficWeight,
    testWeight: revision.requestedTestTrafficWeight,
  };
}

type Settings = SdkServiceDeployment['deploymentConfiguration'];

/** ECS's own defaults stand where a service sets nothing. */
function stepOf(strategy: string, settings: Settings): ServiceDeployment['step'] {
  const { linearConfiguration: linear, canaryConfiguration: canary } = settings ?? {};
  if (strategy === 'LINEAR') {
    return { percent: linear?.stepPercent ?? 10, bakeMinutes: linear?.stepBakeTimeInMinutes ?? 6 };
  }
  if (strategy !== 'CANARY') return undefined;
  return { percent: canary?.canaryPercent ?? 5, bakeMinutes: canary?.canaryBakeTimeInMinutes ?? 10 };
}

function toHooks({ lifecycleHookDetails = [], lifecycleStage, ...found }: SdkServiceDeployment): Hook[] {
  const configured = found.deploymentConfiguration?.lifecycleHooks ?? [];
  return lifecycleHookDetails.map(
    ({ hookId = '', targetType = 'AWS_LAMBDA', targetArn, status = '', expiresAt, timeoutAction }) => {
      const stage = isOpenHook({ state: status }) ? lifecycleStage : undefined;
      const minutes = configured
        .filter(({ targetType: type = 'AWS_LAMBDA', hookTargetArn, lifecycleStages = [] }) => {
          const isThere = stage !== undefined && lifecycleStages.some((each) => each === stage);
          return isThere && type === targetType && (targetArn === undefined || hookTargetArn === targetArn);
        })
        .map(({ timeoutConfiguration }) => timeoutConfiguration?.timeoutInMinutes ?? 1440);
      return {
        id: hookId,
        type: targetType,
        target: targetArn?.split(':function:')[1] ?? targetArn,
        state: status,
        stage,
        expiresAt,
        timeoutAction,
        timeoutMinutes: minutes.length === 0 ? undefined : Math.max(...minutes),
      };
    },
  );
}
