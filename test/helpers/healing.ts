import { taskEvent } from './task-event.ts';

const dead = 'aaaaaaaa11111111aaaaaaaa11111111';
const fresh = 'bbbbbbbb22222222bbbbbbbb22222222';

/** The events of a task that is killed at `at` and replaced by one that runs 38 s later, in order. */
export function healing(at: number) {
  const old = { id: dead, createdAt: at - 3_600_000, startedAt: at - 3_590_000 };
  const stop = {
    ...{ ...old, desiredStatus: 'STOPPED' as const, stoppingAt: at },
    ...{
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      exitCode: 137,
    },
  };
  const replacement = { id: fresh, createdAt: at + 2000, startedBy: 'ecs-svc/1' };
  return {
    dead,
    fresh,
    stopping: taskEvent({ ...stop, version: 5, at, lastStatus: 'RUNNING' }),
    pending: taskEvent({ ...replacement, version: 2, at: at + 3000, lastStatus: 'PENDING' }),
    stopped: taskEvent({
      ...stop,
      version: 7,
      at: at + 20_000,
      lastStatus: 'STOPPED',
      stoppedAt: at + 20_000,
    }),
    running: taskEvent({
      ...{ ...replacement, version: 4, at: at + 38_000 },
      ...{ lastStatus: 'RUNNING', startedAt: at + 38_000 },
    }),
  };
}
