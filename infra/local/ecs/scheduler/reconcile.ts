import { emitServiceAction, recordLastingProblem, recordServiceEvent } from '../events.ts';
import { isProtected, taskHealth } from '../model/describe-task.ts';
import type { DeploymentEntity, ServiceEntity } from '../model/service.ts';
import { serviceTasks } from '../model/store.ts';
import type { TaskEntity, TaskStatus } from '../model/task.ts';
import { clearTimer, type EcsWorld } from '../world.ts';
import {
  completedBefore,
  type Decision,
  decide,
  problemOf,
  type ScheduledTask,
  type TaskProblem,
} from './decide.ts';
import { countFailure, endRollout, failByHook, heedAlarms } from './deployments.ts';
import { launchServiceTasks } from './launch.ts';
import { isHealthy } from './life-cycle.ts';
import { currentStep, isBeforeScaleUp, walkStages } from './stages.ts';
import { stopTask } from './stop-task.ts';

const starting: readonly TaskStatus[] = ['PROVISIONING', 'PENDING', 'ACTIVATING'];

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
  const isUnderWay =
    service.status === 'ACTIVE' && primary.rolloutState === 'IN_PROGRESS' && primary.hasSucceeded !== true;
  if (isUnderWay && hasFailed(world, service, primary)) {
    world.changed();
    return;
  }
  // Until its hooks let it begin, the service keeps the tasks that it has.
  const waits = isBeforeScaleUp(currentStep(primary)?.stage) && isUnderWay;
  const scaled = waits ? sourceOf(service, primary) : primary;
  if (scaled !== undefined) scale(world, service, scaled);
  settleService(world, service, primary);
  world.changed();
}

/** Ends a deployment that an alarm or a hook lets fail; a rollback begins at the next look. */
function hasFailed(world: EcsWorld, service: ServiceEntity, primary: DeploymentEntity): boolean {
  if (heedAlarms(world, service, primary)) return true;
  if (walkStages(world, service, primary, isBeforeScaleUp) !== 'HOOK_FAILED') return false;
  failByHook(world, service, primary);
  return true;
}

/** A service deployment is PENDING, or its rollback only requested, until the scheduler first looks at it. */
function noteStart(world: EcsWorld, { deployments }: ServiceEntity, primary: DeploymentEntity): void {
  primary.startedAt ??= world.time.now();
  for (const { rollback } of deployments) if (rollback !== undefined) rollback.isRequested = false;
}

/** The deployment that serves until the new one does. */
function sourceOf(service: ServiceEntity, primary: DeploymentEntity): DeploymentEntity | undefined {
  const before = completedBefore(service, primary);
  return before?.status === 'ACTIVE' ? before : undefined;
}

/** Starts and stops tasks, so that this deployment gets the desired count and the others none. */
function scale(world: EcsWorld, service: ServiceEntity, deployment: DeploymentEntity): void {
  const tasks = new Map(serviceTasks(world.store, service).map((task) => [task.arn, task]));
  const { desiredCount, deploymentConfiguration } = service.settings;
  const { minimumHealthyPercent, maximumPercent, deploymentCircuitBreaker } = deploymentConfiguration;
  const scheduled = [...tasks.values()].flatMap((task) => toScheduledTask(world, service, task, deployment));
  const decision = decide({ desiredCount, minimumHealthyPercent, maximumPercent, tasks: scheduled });
  const hasHealthy = scheduled.some(({ isPrimary, isHealthy: is }) => isPrimary && is);
  if (hasHealthy && deploymentCircuitBreaker.resetOnHealthyTask !== false) deployment.failedTasks = 0;
  stopTasks(world, service, deployment, tasks, decision.stop);
  // The circuit breaker has ended a failed deployment: no more launches.
  const mayStart = deployment.rolloutState !== 'FAILED';
  if (mayStart && decision.start > 0 && world.time.now() >= service.nextStartAt) {
    launchServiceTasks(world, service, deployment, decision.start);
  }
  if (decision.isBlocked) noteBlocked(world, service);
  if (decision.kept > 0) noteKept(world, service, deployment, decision.kept);
}

function toScheduledTask(
  world: EcsWorld,
  service: ServiceEntity,
  task: TaskEntity,
  primary: DeploymentEntity,
): ScheduledTask[] {
  const isStaying = task.desiredStatus === 'RUNNING';
  if (!isStaying && task.lastStatus !== 'RUNNING') return [];
  return [
    {
      id: task.arn,
      isPrimary: task.deploymentId === primary.id,
      phase: !isStaying ? 'leaving' : starting.includes(task.lastStatus) ? 'starting' : 'running',
      isHealthy: isHealthy(world, task),
      isUnhealthy: problemOf(world, service, task) !== undefined,
      isProtected: isProtected(world, task),
      availabilityZone: task.availabilityZone,
      createdAt: task.createdAt,
    },
  ];
}

function stopTasks(
  world: EcsWorld,
  service: ServiceEntity,
  primary: DeploymentEntity,
  tasks: ReadonlyMap<string, TaskEntity>,
  stops: Decision['stop'],
): void {
  const stopped = stops.flatMap(({ id, why }) => {
    const task = tasks.get(id);
    if (task === undefined) return [];
    const problem = why === 'UNHEALTHY' ? problemOf(world, service, task) : undefined;
    if (problem !== undefined) noteUnhealthy(world, service, task, problem);
    const reason = problem?.stoppedReason ?? `Scaling activity initiated by (deployment ${primary.id})`;
    stopTask(world, task, 'ServiceSchedulerInitiated', reason);
    return [task];
  });
  if (stopped.length === 0) return;
  const ids = stopped.map(({ id }) => `(task ${id})`).join(' ');
  recordServiceEvent(world, service, `has stopped ${stopped.length} running tasks: ${ids}.`);
}

function noteBlocked(world: EcsWorld, service: ServiceEntity): void {
  const text =
    'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.';
  recordLastingProblem(world, service, text);
}

function noteKept(world: EcsWorld, service: ServiceEntity, { id }: DeploymentEntity, kept: number): void {
  const text = `was unable to reach steady state because (taskSet ${id}) was unable to scale in due to (reason ${kept} tasks under protection)`;
  recordLastingProblem(world, service, text);
}

function noteUnhealthy(
  world: EcsWorld,
  service: ServiceEntity,
  task: TaskEntity,
  problem: TaskProblem,
): void {
  recordServiceEvent(world, service, problem.event);
  countFailure(world, service, task.deploymentId, problem.kind);
}

/** Makes a deleted service INACTIVE once its last task is gone. */
function endService(world: EcsWorld, service: ServiceEntity): void {
  service.status = 'INACTIVE';
  for (const deployment of service.deployments) deployment.status = 'INACTIVE';
  clearTimer(world, `${service.arn}#steady`);
  world.changed();
}

const serving: readonly TaskStatus[] = ['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING', 'DEACTIVATING'];
const steadyIsRepeatedAfter = 6 * 60 * 60 * 1000;

/** Records what has ended: an old deployment, a rollout, a deletion, or reaching the steady state. */
function settleService(world: EcsWorld, service: ServiceEntity, primary: DeploymentEntity): void {
  const tasks = serviceTasks(world.store, service);
  const present = tasks.filter(({ lastStatus }) => serving.includes(lastStatus));
  for (const deployment of service.deployments) {
    const isGone = !present.some(({ deploymentId }) => deploymentId === deployment.id);
    if (deployment.status === 'ACTIVE' && isGone) retire(world, deployment);
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
