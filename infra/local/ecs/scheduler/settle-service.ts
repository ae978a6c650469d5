import { taskHealth } from '../describe/task-health.ts';
import type { EcsWorld } from '../ecs-world.ts';
import type { DeploymentEntity } from '../entities/deployment-entity.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import type { TaskEntity, TaskStatus } from '../entities/task-entity.ts';
import { emitDeploymentStateChange } from '../events/emit-deployment-state-change.ts';
import { emitServiceAction } from '../events/emit-service-action.ts';
import { serviceTasks } from '../store/service-tasks.ts';
import { clearTimer } from '../time/clear-timer.ts';
import { endService } from './end-service.ts';
import { isHealthy } from './is-healthy.ts';
import { recordServiceEvent } from './record-service-event.ts';

const serving: readonly TaskStatus[] = ['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING', 'DEACTIVATING'];
const steadyIsRepeatedAfter = 6 * 60 * 60 * 1000;

/** Notes what has come to an end: an old deployment, a rollout, a deletion, the way to the steady state. */
export function settleService(world: EcsWorld, service: ServiceEntity, primary: DeploymentEntity): void {
  const tasks = serviceTasks(world.store, service);
  const present = tasks.filter(({ lastStatus }) => serving.includes(lastStatus));
  for (const deployment of service.deployments) {
    const isGone = !present.some(({ deploymentId }) => deploymentId === deployment.id);
    if (deployment.status === 'ACTIVE' && isGone) deployment.status = 'INACTIVE';
  }
  if (service.status === 'DRAINING') {
    if (tasks.length === 0) endService(world, service);
    return;
  }

  const { desiredCount } = service.settings;
  const isAlone = service.deployments.every(({ status }) => status !== 'ACTIVE');
  const isComplete = isAlone && present.length === desiredCount;
  if (
    primary.rolloutState === 'IN_PROGRESS' &&
    isComplete &&
    present.every((task) => isHealthy(world, task))
  ) {
    complete(world, service, primary);
  }
  const isSteady = isComplete && primary.rolloutState !== 'IN_PROGRESS' && present.every(isUp);
  if (isSteady && !service.isSteady) announceSteadyState(world, service);
  service.isSteady = isSteady;
}

/** Outside a rollout a task need not have been RUNNING for long; only a health check holds the steady state up. */
function isUp(task: TaskEntity): boolean {
  const isChecked = task.containers.some(
    ({ essential, healthAfter }) => essential && healthAfter !== undefined,
  );
  return (
    task.lastStatus === 'RUNNING' &&
    task.desiredStatus === 'RUNNING' &&
    (!isChecked || taskHealth(task) === 'HEALTHY')
  );
}

function complete(world: EcsWorld, service: ServiceEntity, deployment: DeploymentEntity): void {
  const now = world.time.now();
  deployment.rolloutState = 'COMPLETED';
  deployment.rolloutStateReason = `ECS deployment ${deployment.id} completed.`;
  deployment.updatedAt = now;
  deployment.finishedAt = now;
  if (service.deploymentController.type === 'ECS') {
    recordServiceEvent(world, service, `(deployment ${deployment.id}) deployment completed.`);
  }
  emitDeploymentStateChange(world, service, deployment);
}

function announceSteadyState(world: EcsWorld, service: ServiceEntity): void {
  recordServiceEvent(world, service, 'has reached a steady state.');
  emitServiceAction(world, service, 'SERVICE_STEADY_STATE');
  const timer = `${service.arn}#steady`;
  clearTimer(world, timer);
  world.timers.set(
    timer,
    world.time.afterWall(steadyIsRepeatedAfter, () => {
      if (service.isSteady && service.status === 'ACTIVE') announceSteadyState(world, service);
    }),
  );
}
