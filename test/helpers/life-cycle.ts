import fc from 'fast-check';
import type { Fact, TaskFact } from '../../src/episodes/facts.ts';

/** Begin of every generated episode, epoch milliseconds. */
export const begin = Date.parse('2026-01-05T10:00:00Z');

const taskId = (index: number) => `${String(index).padStart(12, '0')}${'f'.repeat(20)}`;

interface Life {
  readonly createdAt: number;
  readonly startsAfter: number | undefined;
  readonly healthyAfter: number | undefined;
  readonly stopsAfter: number | undefined;
  readonly endsAfter: number;
  readonly startedBy: string;
  readonly why: { readonly stopCode: string; readonly stoppedReason: string };
}

const seconds = (from: number, to: number) => fc.integer({ min: from * 1000, max: to * 1000 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const why = fc.constantFrom(
  { stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited' },
  { stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user' },
  {
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/2)',
  },
  { stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'Task failed container health checks' },
  { stopCode: 'TerminationNotice', stoppedReason: 'Your Spot Task was interrupted.' },
  { stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'Moved to another zone' },
  { stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: manifest unknown' },
);
const isScaleIn = ({ stoppedReason }: Life['why']) => stoppedReason.startsWith('Scaling');

const life: fc.Arbitrary<Life> = fc.record({
  createdAt: seconds(1, 300).map((after) => begin + after),
  startsAfter: maybe(seconds(1, 60)),
  healthyAfter: maybe(seconds(1, 30)),
  stopsAfter: maybe(seconds(1, 120)),
  endsAfter: seconds(1, 60),
  startedBy: fc.constantFrom('ecs-svc/1', 'ecs-svc/2'),
  why,
});

/** Every report that ECS sends of one task, versions rising. */
function reports(id: string, one: Life): TaskFact[] {
  const { createdAt, startedBy } = one;
  const startedAt = one.startsAfter === undefined ? undefined : createdAt + one.startsAfter;
  const healthyAt =
    startedAt === undefined || one.healthyAfter === undefined ? undefined : startedAt + one.healthyAfter;
  const stoppingAt =
    one.stopsAfter === undefined ? undefined : (healthyAt ?? startedAt ?? createdAt) + one.stopsAfter;
  const stoppedAt = stoppingAt === undefined ? undefined : stoppingAt + one.endsAfter;
  const base = { kind: 'task', id, taskDefinition: `web:${startedBy.at(-1)}`, startedBy, createdAt } as const;
  const started = startedAt === undefined ? {} : { startedAt };
  const list: Omit<TaskFact, 'version'>[] = [
    { ...base, updatedAt: createdAt, lastStatus: 'PENDING', desiredStatus: 'RUNNING' },
  ];
  // Known once the image is pulled; one deployment's containers may opt out of running the same.
  const imageDigest = `sha256:${startedBy.at(-1)}${one.endsAfter % 2}`;
  const running = { ...base, ...started, imageDigest, lastStatus: 'RUNNING', desiredStatus: 'RUNNING' };
  if (startedAt !== undefined) list.push({ ...running, updatedAt: startedAt });
  if (healthyAt !== undefined) {
    list.push({ ...running, updatedAt: healthyAt, healthyAt });
  }
  if (stoppingAt !== undefined && stoppedAt !== undefined) {
    const pulled = startedAt === undefined ? {} : { imageDigest };
    const stop = { ...base, ...started, ...pulled, ...one.why, desiredStatus: 'STOPPED', stoppingAt };
    const lastStatus = startedAt === undefined ? 'PENDING' : 'RUNNING';
    list.push({ ...stop, updatedAt: stoppingAt, lastStatus });
    list.push({
      ...stop,
      updatedAt: stoppedAt,
      stoppedAt,
      lastStatus: 'STOPPED',
      exit: { container: 'app', code: 1 },
    });
  }
  return list.map((report, index) => ({ ...report, version: index + 1 }));
}

/** What was running all along and stops first: so there always is an episode. */
const first = (why: Life['why']): TaskFact[] =>
  reports(taskId(0), {
    createdAt: begin - 600_000,
    startsAfter: 5000,
    healthyAfter: undefined,
    stopsAfter: 595_000,
    endsAfter: 20_000,
    startedBy: 'ecs-svc/1',
    why,
  }).slice(1);

const deployment = fc.record({
  after: seconds(1, 200),
  takes: seconds(1, 300),
  state: fc.constantFrom('COMPLETED' as const, 'FAILED' as const),
  rollback: maybe(seconds(1, 60)),
});

type Rollout = typeof deployment extends fc.Arbitrary<infer Value> ? Value : never;

/** A rollout's events; one that failed may go back to the deployment before. */
function rolloutFacts({ after, takes, state, rollback }: Rollout): Fact[] {
  const fact = { kind: 'deployment', id: 'ecs-svc/2' } as const;
  const begun = begin + after;
  const ended = begun + takes;
  const own: Fact[] = [
    { ...fact, state: 'IN_PROGRESS', at: begun },
    { ...fact, state, at: ended },
  ];
  if (state !== 'FAILED' || rollback === undefined) return own;
  const reason = 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.';
  const back = { ...fact, id: 'ecs-svc/1' };
  return [
    ...own,
    { ...back, state: 'IN_PROGRESS', at: ended, reason },
    { ...back, state: 'COMPLETED', at: ended + rollback, reason: 'ECS deployment ecs-svc/1 completed.' },
  ];
}

const action = fc.record({
  after: seconds(1, 300),
  eventName: fc.constantFrom(
    'SERVICE_TASK_START_IMPAIRED',
    'SERVICE_TASK_PLACEMENT_FAILURE',
    'SERVICE_DESIRED_COUNT_UPDATED',
    'SERVICE_REBALANCING_STARTED',
    'SERVICE_REBALANCING_COMPLETED',
  ),
});

/** Whether everything in a life cycle is explained, or anything may happen. */
const calm = fc.boolean();

/** All facts of one episode of `shop/web`, in ECS's order; it lasts less than a quarter of an hour. */
export const lifeCycle: fc.Arbitrary<Fact[]> = fc
  .record({
    calm,
    why,
    lives: fc.array(life, { minLength: 0, maxLength: 8 }),
    deployment: maybe(deployment),
    actions: fc.array(action, { maxLength: 8 }),
    healthChecks: fc.record({ one: fc.boolean(), two: fc.boolean() }),
  })
  .map(({ calm, why, lives, deployment, actions, healthChecks }) => {
    const id = 'ecs-svc/2';
    const scaleIn = {
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/2)',
    };
    const reason = (any: Life['why']) => (calm && !isScaleIn(any) ? scaleIn : any);
    const facts: Fact[] = [
      ...first(reason(why)),
      ...lives.flatMap((one, index) => reports(taskId(index + 1), { ...one, why: reason(one.why) })),
    ];
    if (deployment) facts.push(...rolloutFacts(deployment));
    for (const [index, { after, eventName }] of actions.entries()) {
      if (calm && /IMPAIRED|FAILURE/.test(eventName)) continue;
      facts.push({ kind: 'service-action', eventId: `event-${index}`, eventName, at: begin + after });
    }
    facts.push({ kind: 'task-definition', taskDefinition: 'web:1', hasHealthCheck: healthChecks.one });
    facts.push({ kind: 'task-definition', taskDefinition: 'web:2', hasHealthCheck: healthChecks.two });
    for (const at of [begin + 100_000, begin + 1_000_000]) {
      const counts = { desiredCount: 3, runningCount: at % 7, pendingCount: 0 };
      const taskDefinition = 'web:2';
      const counted = { id, status: 'PRIMARY', taskDefinition, desiredCount: 3, runningCount: 3 };
      facts.push({ kind: 'answer', at, ...counts, deployments: [counted] });
    }
    return facts;
  });

/** The same facts in another order, some of them several times, in batches. */
export function disorder(facts: readonly Fact[]): fc.Arbitrary<Fact[][]> {
  return fc
    .record({
      again: fc.array(fc.nat({ max: facts.length - 1 }), { maxLength: 10 }),
      keys: fc.infiniteStream(fc.nat()),
      cuts: fc.infiniteStream(fc.nat({ max: 3 })),
    })
    .map(({ again, keys, cuts }) => {
      const all = [...facts, ...again.flatMap((index) => facts[index] ?? [])];
      const shuffled = all
        .map((fact) => ({ fact, key: keys.next().value }))
        .sort((one, other) => one.key - other.key)
        .map(({ fact }) => fact);
      const batches: Fact[][] = [];
      for (const fact of shuffled) {
        const last = batches.at(-1);
        if (last === undefined || cuts.next().value === 0) batches.push([fact]);
        else last.push(fact);
      }
      return batches;
    });
}
