import type { SQSClient } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HandsOnRecord } from '../../../src/hands-on/hands-on.ts';
import { type CheckDeps, handsOnNews, queueChecks } from '../../../src/task-events/hands-on.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const hour = 3600_000;
const taskIn = (cluster: string) =>
  JSON.stringify({
    source: 'aws.ecs',
    'detail-type': 'ECS Task State Change',
    detail: { clusterArn: `arn:aws:ecs:eu-west-1:123456789012:cluster/${cluster}` },
  });
const push = JSON.stringify({
  source: 'aws.ecr',
  'detail-type': 'ECR Image Action',
  detail: { 'action-type': 'PUSH', 'repository-name': 'hello-world-2' },
});
const sweep = JSON.stringify({ source: 'ecs-ops-bot', 'detail-type': 'Sweep', detail: {} });

test('what concerns a lesson is read, all else says nothing', () => {
  expect([...handsOnNews([taskIn('hands-on'), taskIn('shop'), push]).names]).toEqual([
    'hands-on',
    'hello-world-2',
  ]);
  expect(handsOnNews([sweep])).toEqual({ names: new Set(), sweep: true });
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (bodies) => {
      expect(handsOnNews(bodies).sweep).toBe(false);
    }),
  );
});

/** The learners for whom looks were queued, and who is no longer watched. */
async function looked(news: readonly string[], records: readonly Partial<HandsOnRecord>[]) {
  const queued: string[] = [];
  const forgotten: string[] = [];
  const asked: string[] = [];
  const world: CheckDeps = {
    store: {
      watched: async () => {
        asked.push('watched');
        return records.map(({ userId = '' }) => userId);
      },
      load: async (userId) =>
        ({
          memory: { startedAt: 0, read: [] },
          ...records.find((each) => each.userId === userId),
        }) as HandsOnRecord,
      save: async (record) => {
        forgotten.push(record.userId);
        return record;
      },
    },
    sqs: {
      send: async ({ input }: { input: { MessageGroupId: string } }) =>
        queued.push(input.MessageGroupId.replace(/^T1\./, '')),
    } as unknown as SQSClient,
    commandsQueueUrl: 'q',
    teamId: 'T1',
    now: () => now,
    logger: { warn: (_, { error }) => expect.fail(String(error)) },
  };
  await queueChecks(world, handsOnNews(news));
  return { queued, forgotten, asked };
}

test('an event has the lesson of its place looked at, also after hours; the sweep only those that are fresh', async () => {
  const records = [
    { userId: 'U1', place: 1, touchedAt: now - 5 * hour },
    { userId: 'U2', place: 2, touchedAt: now - hour / 2 },
  ];
  expect((await looked([taskIn('hands-on')], records)).queued).toEqual(['U1']);
  expect((await looked([push], records)).queued).toEqual(['U2']);
  expect((await looked([sweep], records)).queued).toEqual(['U2']);
  expect((await looked([taskIn('shop')], records)).asked).toEqual([]);
});

test('who was away for two weeks, or is through, is not watched any more', async () => {
  const records = [
    { userId: 'U1', place: 1, touchedAt: now - 15 * 24 * hour },
    { userId: 'U2', place: 2, touchedAt: now, memory: { startedAt: 0, read: [], finishedAt: now } },
  ];
  expect(await looked([sweep, taskIn('hands-on')], records)).toMatchObject({
    queued: [],
    forgotten: ['U1', 'U2'],
  });
});
