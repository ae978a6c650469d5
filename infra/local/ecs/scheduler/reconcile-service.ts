import type { EcsWorld } from '../ecs-world.ts';
import type { DeploymentEntity } from '../entities/deployment-entity.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import type { TaskEntity, TaskStatus } from '../entities/task-entity.ts';
import { serviceTasks } from '../store/service-tasks.ts';
import { countFailure } from './count-failure.ts';
import { type Decision, decide, type ScheduledTask } from './decide.ts';
import { endService } from './end-service.ts';
import { isHealthy } from './is-healthy.ts';
import { isProtected } from './is-protected.ts';
import { launchServiceTasks } from './launch-service-tasks.ts';
import { problemOf, type TaskProblem } from './problem-of.ts';
import { recordLastingProblem } from './record-lasting-problem.ts';
import { recordServiceEvent } from './record-service-event.ts';
import { settleService } from './settle-service.ts';
import { stopTask } from './stop-task.ts';

const starting: readonly TaskStatus[] = ['PROVISIONING', 'PENDING', 'ACTIVATING'];

/** One look of a service's scheduler: decide, act, note what has come to an end. */
export function reconcileService(world: EcsWorld, service: ServiceEntity): void {
  const primary = service.deployments.find(({ status }) => status === 'PRIMARY');
  if (service.status === 'INACTIVE') return;
  if (primary === undefined) {
    // Without a task set nothing runs, and nothing is to be waited for.
    if (service.status === 'DRAINING') endService(world, service);
    return;
  }

  const tasks = new Map(serviceTasks(world.store, service).map((task) => [task.arn, task]));
  const { desiredCount, deploymentConfiguration } = service.settings;
  const scheduled = [...tasks.values()].flatMap((task) => toScheduledTask(world, service, task, primary));
  const decision = decide({
    desiredCount,
    minimumHealthyPercent: deploymentConfiguration.minimumHealthyPercent,
    maximumPercent: deploymentConfiguration.maximumPercent,
    tasks: scheduled,
  });
  if (scheduled.some(({ isPrimary, isHealthy: is }) => isPrimary && is)) primary.failedTasks = 0;
  stopTasks(world, service, primary, tasks, decision.stop);
  // The circuit breaker has ended a failed deployment: it launches nothing more.
  const mayStart = primary.rolloutState !== 'FAILED';
  if (mayStart && decision.start > 0 && world.time.now() >= service.nextStartAt) {
    launchServiceTasks(world, service, primary, decision.start);
  }
  if (decision.isBlocked) noteBlocked(world, service);
  if (decision.kept > 0) noteKept(world, service, primary, decision.kept);
  settleService(world, service, primary);
  world.changed();
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
