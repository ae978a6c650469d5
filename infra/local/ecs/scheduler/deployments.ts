import {
  emitDeploymentStateChange,
  emitServiceAction,
  recordLastingProblem,
  recordServiceEvent,
} from '../events.ts';
import type { DeploymentEntity, ServiceEntity } from '../model/service.ts';
import type { TaskDefinitionEntity, TaskEntity } from '../model/task.ts';
import type { EcsWorld } from '../world.ts';
import { backOffSeconds, completedBefore, failureThreshold, type TaskProblem } from './decide.ts';

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
  const { enable = false, rollback = false } = deploymentConfiguration.deploymentCircuitBreaker ?? {};
  const isRollingOut = deployment.status === 'PRIMARY' && deployment.rolloutState === 'IN_PROGRESS';
  if (!enable || !isRollingOut || deployment.failedTasks < failureThreshold(desiredCount)) return;

  endRollout(world, service, deployment, 'FAILED', `ECS deployment circuit breaker: ${problem}.`);
  recordServiceEvent(world, service, `(deployment ${deployment.id}) deployment failed: ${problem}.`);
  const before = completedBefore(service, deployment);
  if (rollback && before !== undefined) {
    const reason = `ECS deployment circuit breaker: rolling back to deploymentId ${before.id}.`;
    rollBack(world, service, deployment, before, reason);
  }
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
  deployment.finishedAt = now;
  emitDeploymentStateChange(world, service, deployment);
}

/** Makes an earlier completed deployment PRIMARY again, under its own id. */
export function rollBack(
  world: EcsWorld,
  service: ServiceEntity,
  failed: DeploymentEntity,
  before: DeploymentEntity,
  reason: string,
): void {
  const now = world.time.now();
  failed.status = 'ACTIVE';
  failed.rollback = { startedAt: now, serviceRevisionArn: before.revision.arn };
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

const history = 100;

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
      createdAt: now,
      containerImages: taskDefinition.containers.map(({ name: containerName, image }) => ({
        containerName,
        image,
        imageDigest: world.digestOf(image),
      })),
    },
    sourceRevisionArns: service.deployments
      .filter(({ status }) => status !== 'INACTIVE')
      .map(({ revision }) => revision.arn),
    createdAt: now,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    failedTasks: 0,
    updatedAt: now,
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
