import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSteady } from '../../../src/episodes/closing.ts';
import { quietEpisode } from '../../../src/episodes/episode.ts';
import type { Fact, ServiceDeploymentFact } from '../../../src/episodes/facts.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { tellEpisode } from '../../../src/episodes/story.ts';
import { disorder } from '../../helpers/life-cycle.ts';

const target = { cluster: 'shop', service: 'web' };
const minute = 60_000;
const start = Date.parse('2026-11-23T10:00:00Z');
/** ECS is asked this often. */
const every = 5 * minute;
const [bakeMinutes, stepMinutes] = [20, 10];

/** A stretch of a deployment in which nothing moves. */
interface Stretch {
  readonly stage: string;
  readonly weight: number;
  readonly minutes: number;
  /** A pause hook holds it up, for at most so many minutes. */
  readonly hook?: number;
  readonly lacksTask?: boolean;
}

const strategies = ['ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY'] as const;
const minutes = fc.oneof(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 120 }));

/** Stages in which no new task is started yet. */
const isBefore = (stage: string) => ['RECONCILE_SERVICE', 'PRE_SCALE_UP'].includes(stage);

/** Its stages in order, each with a hook before it at times, and a share of the traffic that grows step by step. */
function stretches(strategy: (typeof strategies)[number]): fc.Arbitrary<Stretch[]> {
  const weights = { ROLLING: [], BLUE_GREEN: [100], LINEAR: [30, 60, 100], CANARY: [10, 100] }[strategy];
  const shifts = weights.flatMap((weight, index) => [
    { stage: 'PRE_PRODUCTION_TRAFFIC_SHIFT', weight: weights[index - 1] ?? 0 },
    { stage: 'PRODUCTION_TRAFFIC_SHIFT', weight },
  ]);
  const before = ['RECONCILE_SERVICE', 'PRE_SCALE_UP', 'SCALE_UP', 'POST_SCALE_UP', 'TEST_TRAFFIC_SHIFT'];
  const after = ['POST_PRODUCTION_TRAFFIC_SHIFT', 'BAKE_TIME', 'CLEAN_UP'];
  const all = [
    ...before.map((stage) => ({ stage, weight: 0 })),
    ...shifts,
    ...after.map((stage) => ({ stage, weight: strategy === 'ROLLING' ? 0 : 100 })),
  ];
  const isHeld = (stage: string) => !['TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'].includes(stage);
  const parts = all.map(({ stage, weight }) =>
    fc
      .tuple(
        minutes,
        // How long it holds it up, and how much of its time is then left.
        fc.option(fc.tuple(minutes, fc.integer({ min: 1, max: 240 })), { freq: 3 }),
        fc.boolean(),
      )
      .map(([lasts, hook, lacks]): Stretch[] => [
        ...(hook && isHeld(stage)
          ? [{ stage, weight, minutes: hook[0], hook: hook[0] + hook[1], lacksTask: lacks }]
          : []),
        {
          stage,
          weight,
          minutes: lasts,
          lacksTask: lacks && (stage === 'SCALE_UP' || (strategy !== 'ROLLING' && isBefore(stage))),
        },
      ]),
  );
  return fc.tuple(...parts).map((found) => found.flat());
}

interface Known {
  readonly strategy: (typeof strategies)[number];
  readonly walk: readonly Stretch[];
  /** Minutes from the beginning to the last answer. */
  readonly until: number;
  readonly longest: number;
  /** Whether the hooks' events arrive. */
  readonly heard: boolean;
}

const deployments: fc.Arbitrary<Known> = fc.constantFrom(...strategies).chain((strategy) =>
  stretches(strategy).chain((walk) => {
    const total = walk.reduce((sum, stretch) => sum + stretch.minutes, 0);
    return fc
      .tuple(fc.integer({ min: 1, max: Math.min(total, 400) }), fc.constantFrom(0, 3, 30), fc.boolean())
      .map(([until, longest, heard]) => ({ strategy, walk, until, longest, heard }));
  }),
);

/** The stretch of this minute, when it began, and how many hooks were reached until then. */
function at(walk: readonly Stretch[], time: number) {
  let from = start;
  let hooks = 0;
  for (const stretch of walk) {
    hooks += stretch.hook === undefined ? 0 : 1;
    const to = from + stretch.minutes * minute;
    if (time < to || stretch === walk.at(-1)) return { stretch, from, hooks };
    from = to;
  }
  throw new Error('an empty walk');
}

const primary = { id: 'ecs-svc/2', status: 'PRIMARY', taskDefinition: 'web:4', createdAt: start } as const;

function staged(known: Known, time: number): ServiceDeploymentFact {
  const { strategy, walk, longest } = known;
  const { stretch, from, hooks } = at(walk, time);
  const isOpen = (index: number) => stretch.hook !== undefined && index === hooks - 1;
  return {
    kind: 'service-deployment',
    at: time,
    id: 'a',
    arn: 'arn:aws:ecs:us-east-1:1:service-deployment/shop/web/a',
    deployment: primary.id,
    createdAt: start,
    status: 'IN_PROGRESS',
    strategy,
    requested: 3,
    running: stretch.lacksTask ? 2 : 3,
    hooks: Array.from({ length: hooks }, (_, index) => ({
      id: `hook-${index}`,
      type: 'PAUSE',
      state: isOpen(index) ? 'AWAITING_ACTION' : 'SUCCEEDED',
      ...(isOpen(index) && {
        stage: stretch.stage,
        expiresAt: from + (stretch.hook ?? 0) * minute,
        timeoutAction: 'ROLLBACK',
        timeoutMinutes: stretch.hook ?? 0,
      }),
    })),
    bakeMinutes,
    ...(['LINEAR', 'CANARY'].includes(strategy) && { stepMinutes }),
    ...(strategy !== 'ROLLING' && { stage: stretch.stage, weight: stretch.weight }),
    ...(longest > 0 && { longestMs: longest * minute }),
  };
}

const began: Fact = { kind: 'deployment', id: primary.id, state: 'IN_PROGRESS', at: start };
const opened = merge(quietEpisode(target), [began]);

/** What ECS said from the beginning on: an answer every five minutes and at the end, and what happened to hooks. */
function factsOf(known: Known): Fact[] {
  const end = start + known.until * minute;
  const asked = Array.from(
    { length: Math.floor((end - start) / every) + 1 },
    (_, index) => start + index * every,
  );
  const answers = [...asked, end].flatMap((time): Fact[] => {
    const running = at(known.walk, time).stretch.lacksTask ? 2 : 3;
    const counts = { desiredCount: 3, runningCount: running, pendingCount: 0 };
    const deployed = { ...primary, rolloutState: 'IN_PROGRESS', desiredCount: 3, runningCount: running };
    const answer = { kind: 'answer', at: time, ...counts, deploying: true, deployments: [deployed] } as const;
    return [staged(known, time), answer];
  });
  return [began, ...answers, ...(known.heard ? hookEvents(known, end) : [])];
}

function hookEvents({ walk }: Known, end: number): Fact[] {
  let from = start;
  let hooks = 0;
  return walk.flatMap(({ stage, minutes: lasts, hook }) => {
    const to = from + lasts * minute;
    const event = { kind: 'hook', id: `hook-${hooks}`, deployment: 'a', type: 'PAUSE', stage } as const;
    const found = [
      { ...event, state: 'AWAITING_ACTION', at: from, expiresAt: from + (hook ?? 0) * minute },
      { ...event, state: 'SUCCEEDED', at: to },
    ];
    from = to;
    if (hook === undefined) return [];
    hooks += 1;
    return found.filter((one) => one.at <= end);
  });
}

/** How many minutes ago the deployment should have been further; below 0 if it is on time. */
function lateBy({ strategy, walk, until, longest }: Known): number {
  const end = start + until * minute;
  const { stretch, from } = at(walk, end);
  if (stretch.hook !== undefined) return Number.NEGATIVE_INFINITY;
  const limits = [
    ...(stretch.lacksTask && !(strategy !== 'ROLLING' && isBefore(stretch.stage))
      ? [Math.max(10, 2 * longest)]
      : []),
    ...(strategy !== 'ROLLING' && stretch.stage === 'BAKE_TIME' ? [bakeMinutes + 10] : []),
    ...(['LINEAR', 'CANARY'].includes(strategy) && stretch.stage === 'PRODUCTION_TRAFFIC_SHIFT'
      ? [stepMinutes + 10]
      : []),
  ];
  return limits.length === 0 ? Number.NEGATIVE_INFINITY : (end - from) / minute - Math.min(...limits);
}

test('in any order: the right stage, no false hang, no missed one, and a hook is told in time', () => {
  const inAnyOrder = deployments.chain((known) =>
    disorder(factsOf(known)).map((batches) => ({ known, batches })),
  );
  fc.assert(
    fc.property(inAnyOrder, ({ known, batches }) => {
      // ECS is asked only about an episode that is open.
      const episode = batches.reduce(merge, opened);
      expect(episode).toEqual(merge(opened, factsOf(known)));
      const { rollout, isProblem } = tellEpisode(episode);
      const end = start + known.until * minute;
      const { stretch, from } = at(known.walk, end);
      expect(rollout).toMatchObject({ state: 'IN_PROGRESS', staging: { strategy: known.strategy } });
      if (known.strategy !== 'ROLLING') expect(rollout?.staging?.stage).toBe(stretch.stage);
      expect(rollout?.staging?.waits.map(({ stage }) => stage)).toEqual(
        stretch.hook === undefined ? [] : [stretch.stage],
      );
      const late = lateBy(known);
      // A stage is seen at the next answer, five minutes later at most.
      if (rollout?.hanging !== undefined) expect(late).toBeGreaterThanOrEqual(0);
      if (late >= every / minute) expect(rollout?.hanging).toBeDefined();
      const left = (from + (stretch.hook ?? 0) * minute - end) / minute;
      const isShort = stretch.hook !== undefined && left <= Math.min(60, stretch.hook / 2);
      expect(rollout?.staging?.expiring !== undefined).toBe(isShort);
      expect(isProblem).toBe(rollout?.hanging !== undefined || isShort);
    }),
    { numRuns: 2500 },
  );
}, 300_000);

const walk = [{ stage: 'BAKE_TIME', weight: 100, minutes: 600, lacksTask: true }];
const known: Known = { strategy: 'CANARY', walk, until: 590, longest: 0, heard: false };

test.each([
  ['a strategy', { strategy: 'SHADOW' }],
  ['a stage', { stage: 'WARM_UP' }],
  ['a status', { status: 'RESTING', strategy: 'SHADOW' }],
])('%s that ECS adds is told by its name, and never as a problem', (_, values) => {
  const facts = factsOf(known).map((fact) =>
    fact.kind === 'service-deployment' ? { ...fact, ...values } : fact,
  );
  const { rollout, isProblem } = tellEpisode(merge(opened, facts));
  expect(rollout?.staging).toMatchObject(values);
  expect({ isProblem, hanging: rollout?.hanging }).toEqual({ isProblem: false, hanging: undefined });
});

test.each([
  ['SUCCESSFUL', { state: 'COMPLETED', rollback: undefined }, false],
  ['STOPPED', { state: 'IN_PROGRESS', rollback: undefined }, false],
  ['ROLLBACK_REQUESTED', { state: 'FAILED', rollback: 'IN_PROGRESS' }, true],
  ['ROLLBACK_IN_PROGRESS', { state: 'FAILED', rollback: 'IN_PROGRESS' }, true],
  ['ROLLBACK_SUCCESSFUL', { state: 'FAILED', rollback: 'COMPLETED' }, true],
  ['ROLLBACK_FAILED', { state: 'FAILED', rollback: 'FAILED' }, true],
])('%s, without an event', (status, state, isProblem) => {
  const end: Fact = { ...staged(known, start + 30 * minute), status, reason: 'The alarm web-5xx went off.' };
  const story = tellEpisode(merge(opened, [...factsOf({ ...known, until: 20 }), end]));
  expect(story.rollout).toMatchObject(state);
  expect(story.isProblem).toBe(isProblem);
  if (isProblem) expect(story.rollout?.reason).toBe('The alarm web-5xx went off.');
});

test('a hook’s event that is newer than the answer says where the deployment is, and what holds it up', () => {
  const hook: Fact = {
    kind: 'hook',
    id: 'h9',
    deployment: 'a',
    type: 'PAUSE',
    state: 'AWAITING_ACTION',
    stage: 'POST_PRODUCTION_TRAFFIC_SHIFT',
    at: start + 6 * minute,
  };
  const stagingAfter = (facts: readonly Fact[]) => tellEpisode(merge(opened, facts)).rollout?.staging;
  expect(stagingAfter([...factsOf({ ...known, until: 5 }), hook])).toMatchObject({
    stage: hook.stage,
    waits: [{ id: 'h9' }],
  });
  expect(stagingAfter([...factsOf({ ...known, until: 10 }), hook])).toMatchObject({
    stage: 'BAKE_TIME',
    waits: [],
  });
});

test('while a deployment goes on, no counts close its episode', () => {
  const answer = {
    kind: 'answer',
    at: start + minute,
    desiredCount: 3,
    runningCount: 3,
    pendingCount: 0,
    deployments: [{ ...primary, rolloutState: 'COMPLETED', desiredCount: 3, runningCount: 3 }],
  } as const;
  expect(isSteady(merge(opened, [answer]).answer, undefined)).toBe(true);
  expect(isSteady(merge(opened, [{ ...answer, deploying: true }]).answer, undefined)).toBe(false);
});

test('an older deployment’s answer changes nothing of a newer one’s, whichever comes first', () => {
  const older = { ...staged(known, start + 9 * minute), id: 'b', createdAt: start - 1 };
  const newer = staged(known, start + minute);
  expect(merge(opened, [older, newer]).staging).toEqual(merge(opened, [newer, older]).staging);
  expect(merge(opened, [older, newer]).staging?.id).toBe('a');
});

test.each(['FAILED', undefined])(
  'an answer from before a rollback that is dated after it ends nothing, the first deployment %s',
  (state) => {
    const goingBack: Fact = {
      kind: 'deployment',
      id: 'ecs-svc/1',
      state: 'IN_PROGRESS',
      at: start + minute,
      reason: 'ECS deployment rolling back to deploymentId ecs-svc/1.',
    };
    const failed: Fact = { kind: 'deployment', id: primary.id, state: 'FAILED', at: start + minute };
    const counts = { desiredCount: 3, runningCount: 3 };
    const answer: Fact = {
      kind: 'answer',
      at: start + minute + 1500,
      ...counts,
      pendingCount: 0,
      deployments: [
        { ...primary, ...counts, rolloutState: 'IN_PROGRESS' },
        { ...primary, ...counts, id: 'ecs-svc/1', status: 'ACTIVE', createdAt: 1, rolloutState: 'COMPLETED' },
      ],
    };
    const facts = [goingBack, answer, ...(state === undefined ? [] : [failed])];
    const { reached, rollout } = tellEpisode(merge(opened, facts));
    expect({ reached, rollback: rollout?.rollback ?? rollout?.state }).toEqual({
      reached: false,
      rollback: 'IN_PROGRESS',
    });
  },
);

test('a deployment that failed waits for nobody, though the end of its hook was not heard', () => {
  const waiting = [{ stage: 'POST_SCALE_UP', weight: 0, minutes: 60, hook: 200 }];
  const facts = factsOf({ ...known, walk: waiting, until: 10, heard: true });
  const failed: Fact = { kind: 'deployment', id: primary.id, state: 'FAILED', at: start + 11 * minute };
  expect(tellEpisode(merge(opened, facts)).asks).toHaveLength(1);
  expect(tellEpisode(merge(opened, [...facts, failed])).asks).toEqual([]);
});
