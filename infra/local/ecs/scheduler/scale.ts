import { recordLastingProblem, recordServiceEvent } from '../events.ts';
import { isProtected } from '../model/describe-task.ts';
import type { DeploymentEntity, ServiceEntity } from '../model/service.ts';
import { serviceTasks } from '../model/store.ts';
import type { TaskEntity, TaskStatus } from '../model/task.ts';
import type { EcsWorld } from '../world.ts';
import { type Decision, decide, problemOf, type ScheduledTask, type TaskProblem } from './decide.ts';
import { countFailure } from './deployments.ts';
import { launchServiceTasks } from './launch.ts';
import { isHealthy } from './life-cycle.ts';
import { stopTask } from './stop-task.ts';

const starting: readonly TaskStatus[] = ['PROVISIONING', 'PENDING', 'ACTIVATING'];
const serving: readonly TaskStatus[] = [...starting, 'RUNNING', 'DEACTIVATING'];

/** A service's tasks that have not begun to stop their containers. */
export function presentTasks(world: EcsWorld, service: ServiceEntity): TaskEntity[] {
  return serviceTasks(world.store, service).filter(({ lastStatus }) => serving.includes(lastStatus));
}

/** How many tasks a deployment is to have, and the bounds on the way there. */
interface Scale {
  /** Those that count towards it; the tasks of other deployments among them are replaced. */
  readonly tasks: readonly TaskEntity[];
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/** Starts and stops tasks, so that a deployment gets the desired count. */
export function scale(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
  { tasks: all, ...bounds }: Scale,
): void {
  const tasks = new Map(all.map((task) => [task.arn, task]));
  const scheduled = all.flatMap((task) => toScheduledTask(world, service, task, deployment));
  const decision = decide({ ...bounds, tasks: scheduled });
  const { resetOnHealthyTask } = service.settings.deploymentConfiguration.deploymentCircuitBreaker;
  const hasHealthy = scheduled.some(({ isPrimary, isHealthy: is }) => isPrimary && is);
  if (hasHealthy && resetOnHealthyTask !== false) deployment.failedTasks = 0;
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
