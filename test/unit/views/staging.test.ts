import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quietEpisode } from '../../../src/episodes/episode.ts';
import type { Fact, ServiceDeploymentFact } from '../../../src/episodes/facts.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { en } from '../../../src/messages/en/index.ts';
import { ja } from '../../../src/messages/ja/index.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';
import { riseView } from '../../../src/views/episode/rise.ts';
import { trafficBar } from '../../../src/views/stages.ts';
import { expectSafe, hostileText, makeHostile } from '../../helpers/hostile.ts';

const at = Date.parse('2026-11-23T12:00:00Z');
const primary = { id: 'ecs-svc/2', status: 'PRIMARY', taskDefinition: 'web:4', createdAt: at };
const deployed = { ...primary, rolloutState: 'IN_PROGRESS', desiredCount: 3, runningCount: 3 };
const staged: ServiceDeploymentFact = {
  kind: 'service-deployment',
  at: at + 3_600_000,
  id: 'sd',
  arn: 'arn:aws:ecs:us-east-1:123456789012:service-deployment/shop/web/sd',
  createdAt: at,
  status: 'IN_PROGRESS',
  strategy: 'CANARY',
  stage: 'PRE_PRODUCTION_TRAFFIC_SHIFT',
  requested: 3,
  running: 3,
  weight: 10,
  hooks: [
    {
      id: 'h1',
      type: 'PAUSE',
      state: 'AWAITING_ACTION',
      stage: 'PRE_PRODUCTION_TRAFFIC_SHIFT',
      expiresAt: at + 4_000_000,
      timeoutAction: 'CONTINUE',
      timeoutMinutes: 60,
    },
    { id: 'h2', type: 'AWS_LAMBDA', target: 'smoke-test', state: 'IN_PROGRESS' },
  ],
  alarms: { status: 'TRIGGERED', names: ['web-5xx'] },
};
const facts = (values: Partial<ServiceDeploymentFact>): Fact[] => [
  { kind: 'deployment', id: primary.id, state: 'IN_PROGRESS', at },
  {
    kind: 'answer',
    at: staged.at,
    desiredCount: 3,
    runningCount: 3,
    pendingCount: 0,
    deploying: true,
    deployments: [deployed],
  },
  { ...staged, ...values, deployment: primary.id },
];
const told = (values: Partial<ServiceDeploymentFact> = {}) =>
  merge(quietEpisode({ cluster: 'shop', service: 'web' }), facts(values));

test('what waits for a person has an answer to press, but not where the bot may not answer', () => {
  const values = (...options: [boolean?]) =>
    JSON.stringify(episodeView(told(), en, ...options).blocks).match(/"continue [^"]+"/g);
  expect(values()).toEqual([
    '"continue shop/web --hook h1"',
    '"continue shop/web --hook h1 --action rollback"',
  ]);
  expect(values(false)).toBeNull();
});

/** The plan's cards: `status title`. */
function cards(values: Partial<ServiceDeploymentFact>): string[] {
  const plan = episodeView(told(values), en).blocks.find(({ type }) => type === 'plan');
  return plan?.type === 'plan' ? (plan.tasks ?? []).map(({ status, title }) => `${status} ${title}`) : [];
}

test('of a deployment that failed no line says that a hook waits, though its end is not heard yet', () => {
  const failed: Fact = { kind: 'deployment', id: 'ecs-svc/2', state: 'FAILED', at: staged.at + 5000 };
  const rolling = merge(told({ strategy: 'ROLLING' }), [failed]);
  const shown = JSON.stringify(episodeView(rolling, en));
  expect(shown).toContain('the rollout failed');
  expect(shown).not.toContain('waits for a person');
});

test('steps with the share of the traffic, what holds it up, and alarms', () => {
  expect(cards({})).toEqual([
    'complete Start the new tasks: 3 of 3 running',
    'complete Shift test traffic',
    'in_progress Shift production traffic: ▰▱▱▱▱▱▱▱▱▱ 10 % of the traffic',
    'pending Bake time',
    'pending Stop the old tasks',
    'in_progress Pause hook waits for a person  ·  until 13:06 UTC, then ECS continues'.replace(/\s+/g, ' '),
    'in_progress Lambda hook is running (smoke-test)',
    'error Alarms that went off: web-5xx',
  ]);
  const rolledBack = cards({ status: 'ROLLBACK_SUCCESSFUL', hooks: [] });
  // Where it broke off ECS does not say: the stage is that of the way back.
  expect(rolledBack[0]).toBe('error Alarms that went off: web-5xx');
  expect(rolledBack[1]).toMatch(/^complete Back to/);
  expect(rolledBack).toHaveLength(2);
});

test('a strategy and a stage that nobody knows by their own names', () => {
  expect(cards({ strategy: 'SHADOW', stage: 'WARM_UP', hooks: [] })[0]).toBe('in_progress WARM_UP');
});

test.each([
  [0, '▱▱▱▱▱▱▱▱▱▱'],
  [0.1, '▰▱▱▱▱▱▱▱▱▱'],
  [50, '▰▰▰▰▰▱▱▱▱▱'],
  [99.9, '▰▰▰▰▰▰▰▰▰▱'],
  [100, '▰▰▰▰▰▰▰▰▰▰'],
])('%d percent', (percent, bar) => {
  expect(trafficBar(percent, en.episodes.stages)).toBe(`${bar} ${percent} % of the traffic`);
});

test('is safe to send in each language, whatever ECS names things', () => {
  const texts = fc.infiniteStream(fc.option(hostileText, { nil: undefined, freq: 2 }));
  fc.assert(
    fc.property(texts, fc.constantFrom('ROLLING', 'LINEAR', undefined), (stream, strategy) => {
      const { kind, deployment: _, ...rest } = staged;
      const hostile = makeHostile(rest, () => stream.next().value);
      const episode = told({ ...hostile, kind, ...(strategy && { strategy }) });
      for (const messages of [en, ja]) {
        expectSafe(episodeView(episode, messages));
        expectSafe(riseView(episode, messages));
      }
    }),
    { numRuns: 200 },
  );
});
