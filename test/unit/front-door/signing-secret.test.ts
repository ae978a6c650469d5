import { expect, test } from 'vitest';
import { signingSecret } from '../../../src/front-door/verify.ts';

function setUp(answers: (string | Error)[]) {
  const clock = { now: 1_000_000 };
  const deadlines: number[] = [];
  const secret = signingSecret(
    async (deadline) => {
      deadlines.push(deadline);
      const answer = answers.shift() ?? new Error('read too often');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    () => clock.now,
  );
  return { secret, clock, deadlines };
}

test('is read once and kept', async () => {
  const { secret, deadlines } = setUp(['one']);
  expect(await secret.current(5)).toBe('one');
  expect(await secret.current(6)).toBe('one');
  expect(deadlines).toEqual([5]);
});

test('calls at the same time share one read', async () => {
  const { secret, deadlines } = setUp(['one']);
  expect(await Promise.all([secret.current(5), secret.current(6), secret.renewed(7)])).toEqual([
    'one',
    'one',
    'one',
  ]);
  expect(deadlines).toEqual([5]);
});

test('a failed read is tried again by the next request', async () => {
  const { secret } = setUp([new Error('throttled'), 'one']);
  await expect(secret.current(5)).rejects.toThrow('throttled');
  expect(await secret.current(6)).toBe('one');
});

test('is read again at most once a minute', async () => {
  const { secret, clock, deadlines } = setUp(['one', 'two', 'three']);
  await secret.current(1);
  expect(await secret.renewed(2)).toBe('two');
  expect(await secret.current(3)).toBe('two');
  clock.now += 59_999;
  expect(await secret.renewed(4)).toBeUndefined();
  clock.now += 1;
  expect(await secret.renewed(5)).toBe('three');
  expect(deadlines).toEqual([1, 2, 5]);
});

test('requests that fail at the same time share the second read', async () => {
  const { secret, deadlines } = setUp(['one', 'two']);
  await secret.current(1);
  expect(await Promise.all([secret.renewed(2), secret.renewed(3)])).toEqual(['two', 'two']);
  expect(deadlines).toEqual([1, 2]);
});

test('a failed second read keeps the first secret, and counts', async () => {
  const { secret } = setUp(['one', new Error('throttled')]);
  await secret.current(1);
  await expect(secret.renewed(2)).rejects.toThrow('throttled');
  expect(await secret.current(3)).toBe('one');
  expect(await secret.renewed(4)).toBeUndefined();
});
