import { emitServiceAction, recordServiceEvent } from '../events.ts';
import { taskHealth } from '../model/describe-task.ts';
import type { DeploymentEntity, ServiceEntity, Stage } from '../model/service.ts';
import { serviceTasks } from '../model/store.ts';
import type { TaskEntity } from '../model/task.ts';
import { clearTimer, type EcsWorld } from '../world.ts';
import { completedBefore } from './decide.ts';
import { endRollout, failAtStage, heedAlarms } from './deployments.ts';
import { isHealthy } from './life-cycle.ts';
import { presentTasks, scale } from './scale.ts';
import { isNeeded, isStageReached, scaleRevisions, shiftingDeployment } from './shift.ts';
import { currentStep, isBeforeScaleUp, walkStages } from './stages.ts';

/** One pass of a service's scheduler: decide, act, record what has ended. */
export function reconcileService(world: EcsWorld, service: ServiceEntity): void {
  const primary = service.deployments.find(({ status }) => status === 'PRIMARY');
  if (service.status === 'INACTIVE') return;
  if (primary === undefined) {
    // Without a task set nothing runs and there is nothing to wait for.
    if (service.status === 'DRAINING') endService(world, service);
    return;
  }

  noteStart(world, service, primary);
  if (service.status === 'ACTIVE' && hasFailed(world, service, primary)) {
    world.changed();
    return;
  }
  const shifting = shiftingDeployment(service);
  if (shifting === undefined) scaleRolling(world, service, primary);
  else scaleRevisions(world, service, shifting);
  settleService(world, service, primary);
  world.changed();
}

/** Moves a deployment on through its stages. Returns whether it failed by that, or by an alarm: a rollback begins at the next look. */
function hasFailed(world: EcsWorld, service: ServiceEntity, primary: DeploymentEntity): boolean {
  const shifting = shiftingDeployment(service);
  const isReached = (stage: Stage) =>
    shifting === undefined ? isBeforeScaleUp(stage) : isStageReached(world, service, shifting, stage);
  if (shifting?.rollback !== undefined) walkStages(world, service, shifting, isReached);
  if (primary.rolloutState !== 'IN_PROGRESS' || primary.hasSucceeded === true) return false;
  if (heedAlarms(world, service, primary)) return true;
  const walk = walkStages(world, service, primary, isReached);
  if (walk !== 'HOOK_FAILED' && walk !== 'TIMED_OUT') return false;
  failAtStage(world, service, primary, walk);
  return true;
}

/** Replaces tasks as a rolling deployment does. Until its hooks let it begin, the service keeps those that it has. */
function scaleRolling(world: EcsWorld, service: ServiceEntity, primary: DeploymentEntity): void {
  const deployment = waitingSource(service, primary) ?? primary;
  if (deployment === primary && isBeforeScaleUp(currentStep(primary)?.stage) && service.status === 'ACTIVE')
    return;
  const { desiredCount, deploymentConfiguration } = service.settings;
  const { minimumHealthyPercent, maximumPercent } = deploymentConfiguration;
  const tasks = serviceTasks(world.store, service);
  scale(world, service, deployment, { tasks, desiredCount, minimumHealthyPercent, maximumPercent });
}

/** The deployment that serves while a rolling one waits for its hooks to begin. */
function waitingSource(service: ServiceEntity, primary: DeploymentEntity): DeploymentEntity | undefined {
  const waits = isBeforeScaleUp(currentStep(primary)?.stage) && service.status === 'ACTIVE';
  const before = completedBefore(service, primary);
  return waits && before?.status === 'ACTIVE' ? before : undefined;
}

/** A service deployment is PENDING, or its rollback only requested, until the scheduler first looks at it. */
function noteStart(world: EcsWorld, { deployments }: ServiceEntity, primary: DeploymentEntity): void {
  primary.startedAt ??= world.time.now();
  for (const { rollback } of deployments) if (rollback !== undefined) rollback.isRequested = false;
}

/** Makes a deleted service INACTIVE once its last task is gone. */
function endService(world: EcsWorld, service: ServiceEntity): void {
  service.status = 'INACTIVE';
  for (const deployment of service.deployments) deployment.status = 'INACTIVE';
  clearTimer(world, `${service.arn}#steady`);
  world.changed();
}

const steadyIsRepeatedAfter = 6 * 60 * 60 * 1000;

/** Records what has ended: an old deployment, a rollout, a deletion, or reaching the steady state. */
function settleService(world: EcsWorld, service: ServiceEntity, primary: DeploymentEntity): void {
  const present = presentTasks(world, service);
  const shifting = shiftingDeployment(service);
  const waiting = waitingSource(service, primary);
  for (const deployment of service.deployments) {
    const isGone = !present.some(({ deploymentId }) => deploymentId === deployment.id);
    const stays = deployment === waiting || isNeeded(shifting, deployment);
    if (deployment.status === 'ACTIVE' && isGone && !stays) retire(world, deployment);
  }
  if (service.status === 'DRAINING') {
    if (serviceTasks(world.store, service).length === 0) endService(world, service);
    return;
  }

  const { desiredCount } = service.settings;
  const isAlone = service.deployments.every(({ status }) => status !== 'ACTIVE');
  const isComplete = isAlone && present.length === desiredCount;
  if (
    primary.rolloutState === 'IN_PROGRESS' &&
    isComplete &&
    present.every((task) => isHealthy(world, task)) &&
    walkStages(world, service, primary, () => true) === 'PASSED'
  ) {
    complete(world, service, primary);
  }
  const isSteady = isComplete && primary.rolloutState !== 'IN_PROGRESS' && present.every(isUp);
  if (isSteady && !service.isSteady) announceSteadyState(world, service);
  service.isSteady = isSteady;
}

/** An old deployment whose tasks are gone. One that was replaced before it was complete ends with that. */
function retire({ time }: EcsWorld, deployment: DeploymentEntity): void {
  deployment.status = 'INACTIVE';
  if (deployment.rolloutState === 'IN_PROGRESS') deployment.finishedAt = time.now();
}

/** Outside a rollout a task need not have been RUNNING for long; only a health check that has not passed delays the steady state. */
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
  if (service.deploymentController.type === 'ECS') {
    recordServiceEvent(world, service, `(deployment ${deployment.id}) deployment completed.`);
  }
  endRollout(world, service, deployment, 'COMPLETED', `ECS deployment ${deployment.id} completed.`);
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
