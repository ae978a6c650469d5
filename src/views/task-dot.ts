import type { Task } from '../ecs/task.ts';

/** One glance: green runs, red is unhealthy or failed, yellow is on its way up or down, white has stopped as it should. */
export function taskDot(task: Task): string {
  const { lastStatus, desiredStatus, health } = task;
  if (hasFailed(task)) return ':red_circle:';
  if (lastStatus === 'STOPPED') return ':white_circle:';
  if (lastStatus !== 'RUNNING' || desiredStatus === 'STOPPED') return ':large_yellow_circle:';
  return health === 'UNHEALTHY' ? ':red_circle:' : ':large_green_circle:';
}

/** A service's task never ends by itself; one started by RunTask may, with exit code 0. */
function hasFailed({ stopCode, service, containers }: Task): boolean {
  if (stopCode === 'TaskFailedToStart') return true;
  const clean = service === undefined && containers.every(({ exitCode }) => exitCode === 0);
  return stopCode === 'EssentialContainerExited' && !clean;
}
