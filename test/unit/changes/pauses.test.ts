import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import type { Intent } from '../../../src/changes/card.ts';
import type { ScaleChange } from '../../../src/changes/change.ts';
import { en } from '../../../src/messages/en/index.ts';
import { cardFacts } from '../../../src/views/changes/card.ts';
import recorded from '../../fixtures/stored/0.1.0.json' with { type: 'json' };
import {
  asked,
  bounds,
  clock,
  context,
  count,
  goesOff,
  hour,
  made,
  minute,
  resting,
  run,
  setTarget,
  shareTimers,
} from '../../helpers/timers.ts';

shareTimers();

test('a timer over a pause that ends first goes back to a count that auto scaling then allows', async () => {
  const pause = await run('scale media/encoder 8 --pause 1h');
  const change = await asked('scale media/encoder 5 for 2h');
  expect(cardFacts(change, en, clock.now).join('\n')).toContain('it goes back to 6 by itself');
  const second = await made(change);
  await goesOff(pause, 'went', hour);
  expect(await bounds()).toEqual([2, 6, false]);
  expect(await count('media', 'encoder')).toBe(5);
  await goesOff(second, 'went', hour);
  expect(await count('media', 'encoder')).toBe(6);
});

test('a timer over a pause that outlasts it goes back to the pause’s count', async () => {
  const pause = await run('scale media/encoder 8 --pause 2h');
  const second = await run('scale media/encoder 5 for 1h');
  await goesOff(second, 'went', hour);
  expect(await count('media', 'encoder')).toBe(8);
  await goesOff(pause, 'went', hour);
  expect(await bounds()).toEqual([2, 6, false]);
  expect(await count('media', 'encoder')).toBe(6);
});

test.each([
  ['scale media/encoder 3 --pause 1h', 'scale media/encoder 4 --pause 2h', [2, 6, false], 3],
  ['scale media/encoder 4 for 1h', 'scale media/encoder 5 for 2h', [2, 6, false], 3],
])('%s ends, though it is not known whether a later one was made', async (line, over, then, left) => {
  const first = await run(line);
  const refused = {
    schedule: () =>
      Promise.reject(Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' })),
  };
  await made(await asked(over), { revertTimer: refused, lastTry: true }, 'unknown');
  await goesOff(first, 'went', hour);
  expect(await bounds()).toEqual(then);
  expect(await count('media', 'encoder')).toBe(left);
});

let written = 0;
// Version 0.1.0 let a pause come over a pause and wrote down, as what it goes back to, that auto scaling rests.
async function writtenBy010(lines: readonly { line: string; forMs: number; over: boolean; agoMs: number }[]) {
  const ids: string[] = [];
  for (const { line, forMs, over, agoMs } of lines) {
    const value = recordedIntent(recorded.cards.timed);
    const { before } = value.card.change.autoscaling;
    const rests = { ...before, suspended: { scaleIn: true, scaleOut: true, scheduled: true } };
    written += 1;
    const id = `${written}-${value.card.id}`;
    const change = {
      ...value.card.change,
      before: { desiredCount: 3, runningCount: 3 },
      after: { desiredCount: 3 },
      forMs,
      autoscaling: { before: over ? rests : before, after: rests },
    };
    const decidedAt = new Date(clock.now - agoMs).toISOString();
    await context.store.putIntent({ ...value, card: { ...value.card, id, line, change }, decidedAt });
    await context.store.putOutcome(id, { result: 'applied', at: decidedAt });
    ids.push(id);
  }
  await setTarget({ SuspendedState: resting(true) });
  return ids as [string, string];
}

const stacked = [
  { line: 'scale media/encoder 3 --pause 1h', forMs: hour, over: false, agoMs: 40 * minute },
  { line: 'scale media/encoder 3 --pause 2h', forMs: 2 * hour, over: true, agoMs: 20 * minute },
];

test('pauses that 0.1.0 stacked end with what stood before the first', async () => {
  const [first, second] = await writtenBy010(stacked);
  await goesOff(first, 'nothing', 20 * minute);
  expect(await bounds()).toEqual([2, 6, true]);
  await goesOff(second, 'went', 80 * minute);
  expect(await bounds()).toEqual([2, 6, false]);
});

test('what 0.1.0 left paused when they ended, a pause takes over and ends', async () => {
  const [, second] = await writtenBy010(stacked);
  // Its own end of the second, as it was.
  const { card } = (await context.store.getIntent(second)) as Intent;
  const change = card.change as ScaleChange;
  const back = { ...change, undoes: { changeId: second, by: 'timer' } } as const;
  const { forMs: _, ...ended } = back;
  const decidedAt = new Date(clock.now - minute).toISOString();
  const id = `${card.id}-back`;
  await context.store.putIntent({
    card: { ...card, id, change: ended },
    decision: 'make',
    jobId: 'j',
    decidedAt,
  });
  await context.store.putOutcome(id, { result: 'applied', at: decidedAt });
  const over = await run('scale media/encoder 4 --pause 1m');
  await goesOff(over, 'went', 2 * minute);
  expect(await bounds()).toEqual([2, 6, false]);
});

test('where the first pause’s record is gone, or somebody else had paused it, it stays as it was found', async () => {
  const [, second] = await writtenBy010(
    stacked.map((each, index) => (index === 0 ? { ...each, agoMs: 20 * 24 * hour } : each)),
  );
  await goesOff(second, 'nothing', 100 * minute);
  expect(await bounds()).toEqual([2, 6, true]);
});

/** The intent that 0.1.0 wrote of a card. */
function recordedIntent(cardId: string) {
  const items = recorded.tables.flatMap(({ items }) => items as Record<string, object>[]);
  const found = items.find(
    ({ pk, sk }) =>
      isDeepStrictEqual(pk, { S: `change#${cardId}` }) && isDeepStrictEqual(sk, { S: 'intent' }),
  );
  return plain(found?.value) as Intent & {
    card: { change: ScaleChange & { autoscaling: { before: object } } };
  };
}

/** DynamoDB's JSON as the value that it stands for. */
function plain(item: unknown): unknown {
  const [type = '', value] = Object.entries(item as object)[0] ?? [];
  if (type === 'M')
    return Object.fromEntries(Object.entries(value as object).map(([key, each]) => [key, plain(each)]));
  return type === 'N' ? Number(value) : value;
}
