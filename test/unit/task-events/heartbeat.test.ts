import type { SQSRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { createHeartbeat } from '../../../src/task-events/handle-batch.ts';

const batch = (...bodies: unknown[]) => ({
  Records: bodies.map(
    (body) => ({ body: typeof body === 'string' ? body : JSON.stringify(body) }) as SQSRecord,
  ),
});
const event = { source: 'aws.ecs', 'detail-type': 'ECS Task State Change', detail: {} };
const sweep = { source: 'ecs-ops-bot', 'detail-type': 'Sweep', detail: {} };
const nudge = { source: 'ecs-ops-bot', 'detail-type': 'Nudge', detail: {} };

function start() {
  const beats: string[] = [];
  const errors: unknown[] = [];
  const state = { now: 1_000_000, fails: false };
  const heartbeat = createHeartbeat(
    {
      async beat(kind, at) {
        if (state.fails) throw new Error('throttled');
        beats.push(`${kind} ${at}`);
      },
    },
    () => state.now,
    (error) => errors.push(error),
  );
  return { beats, errors, state, heartbeat };
}

test('an event of ECS and a sweep are noted, once a batch; nudges and garbage are not', async () => {
  const { beats, heartbeat } = start();
  await heartbeat(batch(event, 'garbage', event, nudge, sweep, '{}'));
  expect(beats.sort()).toEqual(['event 1000000', 'sweep 1000000']);
});

test('at most once a minute', async () => {
  const { beats, state, heartbeat } = start();
  for (const now of [0, 59_999, 60_000, 119_999, 120_000]) {
    state.now = 1_000_000 + now;
    await heartbeat(batch(event));
  }
  expect(beats).toEqual(['event 1000000', 'event 1060000', 'event 1120000']);
});

test('a note that fails is told, fails no batch, and is made with the next', async () => {
  const { beats, errors, state, heartbeat } = start();
  state.fails = true;
  await heartbeat(batch(event));
  expect(errors).toHaveLength(1);
  state.fails = false;
  await heartbeat(batch(event));
  expect(beats).toEqual(['event 1000000']);
});
