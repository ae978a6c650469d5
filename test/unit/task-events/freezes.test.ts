import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Episode } from '../../../src/episodes/episode.ts';
import { quietEpisode } from '../../../src/episodes/episode.ts';
import { frozenMeanwhile } from '../../../src/task-events/freezes.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';

const documented = JSON.parse(
  readFileSync(new URL('../../fixtures/events/deployment-failed.json', import.meta.url), 'utf8'),
);
const began = (at: number) =>
  JSON.stringify({
    ...documented,
    resources: ['arn:aws:ecs:us-west-2:111122223333:service/shop/web'],
    detail: {
      eventType: 'INFO',
      eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS',
      deploymentId: 'ecs-svc/2',
      reason: 'ECS deployment ecs-svc/2 in progress.',
      updatedAt: new Date(at).toISOString(),
    },
  });
const sweep = JSON.stringify({ source: 'ecs-ops-bot', 'detail-type': 'Sweep', detail: {} });
const minute = 60_000;

async function start(since: (now: number) => number) {
  const started = await startTaskEvents();
  const { world, slack, clock } = started;
  const now = clock.now();
  const channel = slack.ids.ops;
  const set = { setBy: 'U1', setAt: now };
  await world.settings.putWatch({ ...set, channel, pattern: 'shop/*', level: 'all' });
  const freeze = { ...set, channel, pattern: 'shop/*', reason: '<!channel> sale', until: now + 10 * minute };
  await world.settings.putFreeze({ ...freeze, since: since(now) });
  return { ...started, texts: async () => (await started.messages()).map(({ text }) => text) };
}

test('a deployment that began outside while its service was frozen is told so, for good', async () => {
  const { deliver, clock, texts, world } = await start((now) => now - minute);
  await deliver(began(clock.now()));
  const [text] = await texts();
  expect(text).toContain('Begun outside the bot while `shop/*` is frozen by <@U1>: &lt;!channel&gt; sale');
  const { freezes } = await world.settings.load();
  await world.settings.deleteFreeze(freezes[0]!);
  clock.pass(minute);
  await deliver(sweep);
  expect((await texts())[0]).toContain('Begun outside the bot');
});

test('one that began before the freeze is not', async () => {
  const { deliver, clock, texts } = await start((now) => now + 1);
  await deliver(began(clock.now()));
  const [text] = await texts();
  expect(text).toBeDefined();
  expect(text).not.toContain('Begun outside');
});

test('a freeze ends by itself, told once where it was set', async () => {
  const { deliver, clock, texts, world } = await start((now) => now);
  clock.pass(10 * minute - 1);
  await deliver(sweep);
  expect(await texts()).toEqual([]);
  clock.pass(1);
  await deliver(sweep);
  await deliver(sweep);
  expect(await texts()).toEqual([':sunny: The freeze of `shop/*` has ended.']);
  expect((await world.settings.load()).freezes).toEqual([]);
});

test('what the bot began itself, and a rollback by ECS, is not said to be begun outside', () => {
  const asked = { changeId: 'c', askedBy: 'U1', askedAt: '', before: { desiredCount: 1, runningCount: 1 } };
  const open: Episode = {
    ...quietEpisode({ cluster: 'shop', service: 'web' }),
    phase: 'open',
    facts: {
      ...quietEpisode({ cluster: 'shop', service: 'web' }).facts,
      deployments: { 'ecs-svc/2': { state: 'IN_PROGRESS', at: 5, startedAt: 5 } },
    },
  };
  const freezes = [{ pattern: '*', reason: '', setBy: '', channel: '', since: 5, setAt: 5 }];
  const said = (more: Partial<Episode>) => frozenMeanwhile({ ...open, ...more }, { freezes }, 10);
  expect(said({})).toEqual([{ kind: 'freeze', pattern: '*', setBy: '', reason: '' }]);
  expect(said({ cause: { ...asked, type: 'scale', after: { desiredCount: 2 } } })).toHaveLength(1);
  expect(said({ frozen: { pattern: '*', setBy: '', reason: '' } })).toEqual([]);
  expect(said({ phase: 'closed' })).toEqual([]);
  // A rollback through the bot that is still going on when somebody scales up.
  expect(said({ startedAfter: 6, cause: { ...asked, type: 'scale', after: { desiredCount: 2 } } })).toEqual(
    [],
  );
  expect(said({ cause: { ...asked, type: 'restart' } })).toEqual([]);
  expect(
    said({ cause: { ...asked, type: 'scale', after: { desiredCount: 2 }, service: 'created' } }),
  ).toEqual([]);
  const deployments = { 'ecs-svc/1': { state: 'IN_PROGRESS', at: 5, startedAt: 5, rollback: true } } as const;
  expect(said({ facts: { ...open.facts, deployments } })).toEqual([]);
});
