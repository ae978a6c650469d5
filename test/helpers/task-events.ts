import running from '../fixtures/events/task-running.json' with { type: 'json' };

/** What a test says of a task; times are epoch milliseconds. */
export interface TestTask {
  readonly id: string;
  readonly version: number;
  readonly at: number;
  readonly lastStatus: string;
  readonly desiredStatus?: 'RUNNING' | 'STOPPED';
  readonly createdAt?: number;
  readonly startedAt?: number;
  readonly stoppingAt?: number;
  readonly stoppedAt?: number;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  readonly exitCode?: number;
  /** Instead of the one container of AWS's sample. */
  readonly containers?: readonly {
    readonly name: string;
    readonly exitCode?: number;
    readonly reason?: string;
  }[];
  readonly executionStoppedAt?: number;
  readonly startedBy?: string;
  readonly taskDefinition?: string;
}

const iso = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());

/** AWS's documented task event with this task of the cluster `shop` in it; `group` says which service it is of. */
export function taskEvent(task: TestTask, group = 'service:web'): string {
  const arn = (kind: string, name: string) => `arn:aws:ecs:us-west-2:111122223333:${kind}/${name}`;
  const taskArn = arn('task', `shop/${task.id}`);
  const { startedAt: _, ...detail } = running.detail;
  return JSON.stringify({
    ...running,
    id: `${task.id}-${task.version}`,
    time: new Date(task.at).toISOString().replace(/\.\d+Z/, 'Z'),
    resources: [taskArn],
    detail: {
      ...detail,
      clusterArn: arn('cluster', 'shop'),
      taskArn,
      taskDefinitionArn: arn('task-definition', task.taskDefinition ?? 'web:3'),
      group,
      version: task.version,
      lastStatus: task.lastStatus,
      desiredStatus: task.desiredStatus ?? 'RUNNING',
      createdAt: iso(task.createdAt ?? task.at),
      updatedAt: iso(task.at),
      startedAt: iso(task.startedAt),
      stoppingAt: iso(task.stoppingAt),
      stoppedAt: iso(task.stoppedAt),
      stopCode: task.stopCode,
      stoppedReason: task.stoppedReason,
      startedBy: task.startedBy,
      executionStoppedAt: iso(task.executionStoppedAt),
      containers: (task.containers ?? [{}]).map((given) => ({
        ...detail.containers[0],
        lastStatus: task.lastStatus,
        exitCode: task.exitCode,
        ...given,
      })),
    },
  });
}

const dead = 'aaaaaaaa11111111aaaaaaaa11111111';
const fresh = 'bbbbbbbb22222222bbbbbbbb22222222';

/** The events of a task that is killed at `at` and replaced by one that runs 38 s later, in order. */
export function healing(at: number) {
  const old = { id: dead, createdAt: at - 3_600_000, startedAt: at - 3_590_000 };
  const stop = {
    ...old,
    desiredStatus: 'STOPPED' as const,
    stoppingAt: at,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exitCode: 137,
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
      ...replacement,
      version: 4,
      at: at + 38_000,
      lastStatus: 'RUNNING',
      startedAt: at + 38_000,
    }),
  };
}
