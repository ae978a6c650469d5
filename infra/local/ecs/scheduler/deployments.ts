import {
  emitDeploymentStateChange,
  emitServiceAction,
  recordLastingProblem,
  recordServiceEvent,
} from '../events.ts';
import type { DeploymentEntity, ServiceEntity } from '../model/service.ts';
import type { TaskDefinitionEntity, TaskEntity } from '../model/task.ts';
import type { EcsWorld } from '../world.ts';
import {
  backOffSeconds,
  completedBefore,
  failureThreshold,
  isRollbackTarget,
  type TaskProblem,
} from './decide.ts';
import { planRollback, planStages } from './stages.ts';
import { chooseTargetGroups } from './traffic.ts';

/** Counts a task that ended without ever being RUNNING. Tasks that ran and then died never cause a back-off, as in ECS. */
export function noteFailedStart(world: EcsWorld, service: ServiceEntity, task: TaskEntity): void {
  const wasHeldBack = backOffSeconds(service.startFailures) > 0;
  service.startFailures += 1;
  const seconds = backOffSeconds(service.startFailures);
  service.nextStartAt = world.time.now() + world.time.milliseconds(seconds);
  if (seconds > 0) {
    world.time.afterSeconds(seconds, () => world.wake(service.arn, 0));
    if (!wasHeldBack) announceImpairment(world, service);
  }
  countFailure(world, service, task.deploymentId, 'tasks failed to start');
}

function announceImpairment(world: EcsWorld, service: ServiceEntity): void {
  recordServiceEvent(
    world,
    service,
    'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
  );
  emitServiceAction(world, service, 'SERVICE_TASK_START_IMPAIRED');
}

/** Counts a failed task against its deployment; the circuit breaker, if enabled, may then end the deployment. */
export function countFailure(
  world: EcsWorld,
  service: ServiceEntity,
  deploymentId: string | undefined,
  problem: 'tasks failed to start' | TaskProblem['kind'],
): void {
  const deployment = service.deployments.find(({ id }) => id === deploymentId);
  if (deployment === undefined) return;
  deployment.failedTasks += 1;
  const { desiredCount, deploymentConfiguration } = service.settings;
  const { enable, rollback, thresholdConfiguration } = deploymentConfiguration.deploymentCircuitBreaker;
  const isRollingOut = deployment.status === 'PRIMARY' && deployment.rolloutState === 'IN_PROGRESS';
  const threshold = failureThreshold(desiredCount, thresholdConfiguration);
  if (enable !== true || !isRollingOut || deployment.failedTasks < threshold) return;
  failDeployment(world, service, deployment, {
    reason: `ECS deployment circuit breaker: ${problem}.`,
    event: problem,
    rollback: rollback === true ? 'ECS deployment circuit breaker:' : undefined,
  });
}

/** Ends a deployment once one of its alarms rings that did not when it began. Returns whether one does. */
export function heedAlarms(world: EcsWorld, service: ServiceEntity, deployment: DeploymentEntity): boolean {
  const { alarmNames = [], enable = false, rollback } = deployment.configuration.alarms ?? {};
  const ringing = alarmNames.filter(
    (name) => world.ringingAlarms.has(name) && !deployment.ignoredAlarms.includes(name),
  );
  if (!enable || ringing.length === 0) return false;
  deployment.triggeredAlarms = ringing;
  failDeployment(world, service, deployment, {
    reason: 'ECS deployment failed: alarm detected.',
    event: 'alarm detected',
    rollback: rollback === true ? 'ECS deployment' : undefined,
  });
  return true;
}

/** Ends a deployment one of whose hooks failed or was told to roll back, or one of whose stages lasted too long. */
export function failAtStage(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
  why: 'HOOK_FAILED' | 'TIMED_OUT',
): void {
  const event = why === 'HOOK_FAILED' ? 'hook execution failure(s) detected' : 'lifecycle stage timed out';
  const reason = `ECS deployment failed: ${event}.`;
  failDeployment(world, service, deployment, { reason, event, rollback: 'ECS deployment' });
}

/** Why a deployment ends before it is complete. */
interface Failure {
  readonly reason: string;
  /** What the service's events say of it; nothing when a person ended it. */
  readonly event?: string;
  /** How the reason of the rollback begins; undefined where there is to be none. */
  readonly rollback: string | undefined;
}

/** Ends a deployment as failed, and rolls it back to the last one that was completed, if there is one and that is wanted. */
export function failDeployment(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
  { reason, event, rollback }: Failure,
): void {
  endRollout(world, service, deployment, 'FAILED', reason);
  if (event !== undefined) {
    recordServiceEvent(world, service, `(deployment ${deployment.id}) deployment failed: ${event}.`);
  }
  const before = completedBefore(service, deployment);
  if (rollback === undefined || before === undefined) return;
  rollBack(world, service, deployment, before, `${rollback} rolling back to deploymentId ${before.id}.`);
}

/** Ends a deployment's rollout and sends the event to EventBridge. */
export function endRollout(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
  state: 'COMPLETED' | 'FAILED',
  reason: string,
): void {
  const now = world.time.now();
  deployment.rolloutState = state;
  deployment.rolloutStateReason = reason;
  deployment.updatedAt = now;
  if (state === 'COMPLETED') noteSuccess(service, deployment, now);
  else deployment.finishedAt = now;
  emitDeploymentStateChange(world, service, deployment);
}

/** A deployment that had succeeded before is the end of a rollback, which is part of the one that failed. */
function noteSuccess({ deployments }: ServiceEntity, deployment: DeploymentEntity, now: number): void {
  const { arn } = deployment.revision;
  const ended = deployment.hasSucceeded
    ? deployments.find(({ rollback }) => rollback?.serviceRevisionArn === arn)
    : deployment;
  if (ended !== undefined) ended.finishedAt = now;
  deployment.hasSucceeded = true;
}

/** Makes an earlier completed deployment PRIMARY again, under its own id. */
function rollBack(
  world: EcsWorld,
  service: ServiceEntity,
  failed: DeploymentEntity,
  before: DeploymentEntity,
  reason: string,
): void {
  const now = world.time.now();
  const progress = planRollback(failed);
  if (progress !== undefined) failed.progress = progress;
  failed.status = 'ACTIVE';
  failed.rollback = { startedAt: now, serviceRevisionArn: before.revision.arn, isRequested: false };
  before.status = 'PRIMARY';
  before.rolloutState = 'IN_PROGRESS';
  before.rolloutStateReason = reason;
  before.updatedAt = now;
  service.deployments = [before, ...service.deployments.filter((other) => other !== before)];
  const { revision, taskDefinition } = before;
  Object.assign(service.settings, {
    taskDefinition,
    networkConfiguration: revision.networkConfiguration,
    loadBalancers: revision.loadBalancers,
  });
  service.startFailures = 0;
  service.nextStartAt = 0;
  recordServiceEvent(world, service, `rolling back to deployment ${before.id}.`);
  emitDeploymentStateChange(world, service, before);
  world.wake(service.arn);
}

/**
 * The scheduler could not place a task: adds the reason to the service's events and sends an event to EventBridge. `lacking` names the missing
 * resource, if any, such as `RESOURCE:FARGATE`.
 */
export function recordFailedPlacement(
  world: EcsWorld,
  service: ServiceEntity,
  why: string,
  lacking?: string,
): void {
  if (!recordLastingProblem(world, service, `was unable to place a task${why}`)) return;
  emitServiceAction(world, service, 'SERVICE_TASK_PLACEMENT_FAILURE', lacking);
}

const history = 1000;

/** Begins a deployment of the service's current settings with this task definition; the previous one becomes ACTIVE until its tasks are gone. */
export function startDeployment(
  world: EcsWorld,
  service: ServiceEntity,
  taskDefinition: TaskDefinitionEntity,
): DeploymentEntity {
  const { ids, arns } = world;
  const { settings, clusterName, name } = service;
  const now = world.time.now();
  const id = `ecs-svc/${ids.digits(19)}`;
  const replaced = service.deployments.filter(({ status }) => status !== 'INACTIVE');
  const source = replaced.find(isRollbackTarget);
  const progress = planStages(settings.deploymentConfiguration, source, replaced.length);
  const isShifted = settings.deploymentConfiguration.strategy !== 'ROLLING';
  const deployment: DeploymentEntity = {
    id,
    serviceDeploymentArn: arns.serviceDeployment(clusterName, name, ids.hex(21)),
    taskDefinition,
    revision: {
      arn: arns.serviceRevision(clusterName, name, ids.digits(19)),
      taskDefinitionArn: taskDefinition.arn,
      launchType: settings.launchType,
      capacityProviderStrategy: settings.capacityProviderStrategy,
      platformVersion: settings.platformVersion === 'LATEST' ? '1.4.0' : settings.platformVersion,
      networkConfiguration: settings.networkConfiguration,
      loadBalancers: settings.loadBalancers,
      targetGroupArns: chooseTargetGroups(settings.loadBalancers, source?.revision, isShifted),
      createdAt: now,
      containerImages: taskDefinition.containers.map(({ name: containerName, image }) => ({
        containerName,
        image,
        imageDigest: world.digestOf(image),
      })),
    },
    sourceRevisionArns: replaced.map(({ revision }) => revision.arn),
    createdAt: now,
    configuration: settings.deploymentConfiguration,
    ignoredAlarms: [...world.ringingAlarms],
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    failedTasks: 0,
    updatedAt: now,
    ...(progress && { progress }),
  };
  for (const older of service.deployments) {
    if (older.status !== 'PRIMARY') continue;
    older.status = 'ACTIVE';
    older.updatedAt = now;
  }
  service.deployments = [deployment, ...service.deployments].slice(0, history);
  service.isSteady = false;
  emitDeploymentStateChange(world, service, deployment);
  return deployment;
}
