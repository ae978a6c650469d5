import { createHash } from 'node:crypto';
import { taskEvent } from '../../helpers/task-events.ts';

/** An event of the storm: when it happened and when it arrives, epoch milliseconds of the passed clock. */
interface StormEvent {
  readonly service: string;
  readonly at: number;
  readonly body: string;
}

/** What a service really is at a time: the local truth that ECS answers with and final messages are compared with. */
export interface StormService {
  readonly name: string;
  readonly kind: 'rollout' | 'crash-loop' | 'scale-out';
  readonly beginsAt: number;
  readonly events: readonly StormEvent[];
  /** DescribeServices at a time. */
  answerAt(now: number): Record<string, unknown>;
  /** What its final message must say, written from the story that was played and not from what was merged. */
  readonly mustSay: readonly string[];
}

const id = (...parts: (string | number)[]) =>
  createHash('sha256').update(parts.join(' ')).digest('hex').slice(0, 32);
const scheduler = 'ServiceSchedulerInitiated';

/** 40 rolling deployments, 5 crash loops and 15 scale-outs: 10,000 events a sixty services, in the order of their times. */
export function playServices(begin: number, sixties = 1): StormService[] {
  return Array.from({ length: 60 * sixties }, (_, index) => {
    const name = `svc-${String(index).padStart(2, '0')}`;
    const beginsAt = begin + (index % 60) * 1000;
    const turn = index % 12;
    if (turn === 0) return crashLoop(name, beginsAt);
    if (turn % 4 === 1) return scaleOut(name, beginsAt);
    return rollout(name, beginsAt, index % 60 < 31);
  });
}

const deploymentOf = (number: number, taskDefinition: string, counts: object, rolloutState: string) => ({
  id: `ecs-svc/${number}`,
  taskDefinition,
  rolloutState,
  ...counts,
});

function serviceEvent(service: string, at: number, eventName: string): StormEvent {
  const deployment = eventName.startsWith('SERVICE_DEPLOYMENT');
  const iso = new Date(at).toISOString();
  const body = {
    version: '0',
    id: id(service, eventName, at),
    source: 'aws.ecs',
    account: '111122223333',
    time: iso,
    'detail-type': deployment ? 'ECS Deployment State Change' : 'ECS Service Action',
    resources: [`arn:aws:ecs:us-west-2:111122223333:service/shop/${service}`],
    detail: {
      eventType: 'INFO',
      eventName,
      clusterArn: 'arn:aws:ecs:us-west-2:111122223333:cluster/shop',
      ...(deployment ? { deploymentId: 'ecs-svc/2', updatedAt: iso, reason: eventName } : { createdAt: iso }),
    },
  };
  return { service, at, body: JSON.stringify(body) };
}

function rollout(name: string, beginsAt: number, tellsSteady: boolean): StormService {
  const count = 18;
  const from = `${name}:1`;
  const to = `${name}:2`;
  const endsAt = beginsAt + count * 45_000 + 60_000;
  const tasks = Array.from({ length: count }, (_, index) => {
    const at = beginsAt + 2000 + index * 45_000;
    const old = {
      id: id(name, 'old', index),
      taskDefinition: from,
      startedBy: 'ecs-svc/1',
      createdAt: beginsAt - 3_600_000,
    };
    const reason = 'Scaling activity initiated by (deployment ecs-svc/2)';
    return [
      playTask({
        service: name,
        id: id(name, 'new', index),
        taskDefinition: to,
        startedBy: 'ecs-svc/2',
        createdAt: at,
        starts: true,
      }),
      playTask({
        service: name,
        ...old,
        starts: false,
        stop: { at: at + 22_000, code: scheduler, reason, exitCode: 0 },
      }),
    ].flat();
  });
  return {
    name,
    kind: 'rollout',
    beginsAt,
    events: [
      serviceEvent(name, beginsAt, 'SERVICE_DEPLOYMENT_IN_PROGRESS'),
      ...tasks.flat(),
      serviceEvent(name, endsAt, 'SERVICE_DEPLOYMENT_COMPLETED'),
      ...(tellsSteady ? [serviceEvent(name, endsAt + 1000, 'SERVICE_STEADY_STATE')] : []),
    ].sort((one, other) => one.at - other.at),
    answerAt(now) {
      const started = Math.min(count, Math.max(0, Math.floor((now - beginsAt - 22_000) / 45_000) + 1));
      const primary = { status: 'PRIMARY', desiredCount: count, runningCount: started };
      const active = { status: 'ACTIVE', desiredCount: count - started, runningCount: count - started };
      const done = now >= endsAt;
      return {
        desiredCount: count,
        runningCount: count,
        pendingCount: 0,
        deployments: [
          deploymentOf(2, to, primary, done ? 'COMPLETED' : 'IN_PROGRESS'),
          ...(done ? [] : [deploymentOf(1, from, active, 'COMPLETED')]),
        ],
      };
    },
    mustSay: [name, 'rolled out', from, to, `${count} of ${count}`, `Steady again: ${count} of ${count}`],
  };
}

function crashLoop(name: string, beginsAt: number): StormService {
  const crashes = 20;
  const taskDefinition = `${name}:1`;
  const startedBy = 'ecs-svc/1';
  const why = {
    code: 'EssentialContainerExited',
    reason: 'Essential container in task exited',
    exitCode: 137,
  };
  // The first died of what ran before, each next is its replacement, and the last one lives.
  const lives = Array.from({ length: crashes + 1 }, (_, index) => ({
    service: name,
    id: id(name, index),
    taskDefinition,
    startedBy,
    starts: index > 0,
    createdAt: index === 0 ? beginsAt - 3_600_000 : beginsAt + index * 43_000 - 38_000,
    ...(index < crashes && { stop: { at: beginsAt + index * 43_000, ...why } }),
  }));
  const endsAt = beginsAt + crashes * 43_000 - 18_000;
  return {
    name,
    kind: 'crash-loop',
    beginsAt,
    events: lives.flatMap(playTask).sort((one, other) => one.at - other.at),
    answerAt: (now) => ({
      desiredCount: 1,
      runningCount: now >= endsAt ? 1 : 0,
      pendingCount: now >= endsAt ? 0 : 1,
      deployments: [
        deploymentOf(1, taskDefinition, { status: 'PRIMARY', desiredCount: 1, runningCount: 1 }, 'COMPLETED'),
      ],
    }),
    mustSay: [name, String(crashes), '137', 'Steady again: 1 of 1'],
  };
}

function scaleOut(name: string, beginsAt: number): StormService {
  const before = 2;
  const added = 42;
  const taskDefinition = `${name}:1`;
  const created = Array.from({ length: added }, (_, index) => beginsAt + 2000 + index * 20_000);
  const after = before + added;
  return {
    name,
    kind: 'scale-out',
    beginsAt,
    events: created
      .flatMap((createdAt, index) =>
        playTask({
          service: name,
          id: id(name, index),
          taskDefinition,
          startedBy: 'ecs-svc/1',
          createdAt,
          starts: true,
        }),
      )
      .sort((one, other) => one.at - other.at),
    answerAt(now) {
      const running = before + created.filter((at) => at + 20_000 <= now).length;
      const counts = { status: 'PRIMARY', desiredCount: after, runningCount: running };
      return {
        desiredCount: after,
        runningCount: running,
        pendingCount: after - running,
        deployments: [deploymentOf(1, taskDefinition, counts, 'COMPLETED')],
      };
    },
    mustSay: [name, `${before} → ${after}`, `${after} of ${after}`],
  };
}

/** One task of the storm. Times are epoch milliseconds. */
interface PlayedTask {
  readonly service: string;
  readonly id: string;
  readonly taskDefinition: string;
  readonly startedBy: string;
  /** When it is created; a task that ran before the storm has no starting events. */
  readonly createdAt: number;
  readonly starts: boolean;
  readonly stop?: {
    readonly at: number;
    readonly code: string;
    readonly reason: string;
    readonly exitCode: number;
  };
}

/** Seconds from the creation, and from the stop, to each state. */
const starting = [
  ['PROVISIONING', 0],
  ['PENDING', 5],
  ['ACTIVATING', 12],
  ['RUNNING', 20],
] as const;
const stopping = [
  ['RUNNING', 0],
  ['DEACTIVATING', 2],
  ['STOPPING', 8],
  ['DEPROVISIONING', 18],
  ['STOPPED', 23],
] as const;

/** The events of one task's life, nine for one that starts and stops. */
function playTask({ service, stop, starts, ...task }: PlayedTask): StormEvent[] {
  const { createdAt } = task;
  const startedAt = createdAt + 20_000;
  const lived = starts
    ? starting.map(([lastStatus, seconds], index) => {
        const at = createdAt + seconds * 1000;
        const state = { ...task, at, version: index + 1, lastStatus };
        return { at, state: lastStatus === 'RUNNING' ? { ...state, startedAt } : state };
      })
    : [];
  const died =
    stop === undefined
      ? []
      : stopping.map(([lastStatus, seconds], index) => {
          const at = stop.at + seconds * 1000;
          const ended = lastStatus === 'STOPPED' ? { stoppedAt: at } : {};
          const why = {
            stoppingAt: stop.at,
            stopCode: stop.code,
            stoppedReason: stop.reason,
            exitCode: stop.exitCode,
          };
          const state = { ...task, ...why, ...ended, at, startedAt, version: index + 5, lastStatus };
          return { at, state: { ...state, desiredStatus: 'STOPPED' as const } };
        });
  return [...lived, ...died].map(({ at, state }) => ({
    service,
    at,
    body: taskEvent(state, `service:${service}`),
  }));
}
