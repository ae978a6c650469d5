import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { FirstHour } from '../../simulation/first-hour.ts';

async function firstHour(seed: number): Promise<FirstHour> {
  const args = ['test/simulation/first-hour.ts', String(seed)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as FirstHour;
}

const first = firstHour(1);

test('a line and a press scale a service, and one message tells it to the end, with no socket and no clock', async () => {
  const { web, told } = await first;
  expect(web).toEqual({ desired: 4, running: 4 });
  expect(told).toEqual([{ at: 120, text: expect.stringMatching(/`shop\/web`.* 3 → 4\..*4 of 4 running$/) }]);
});

test('the same seed is the same hour to the last request; another seed is another', async () => {
  const [one, again, other] = await Promise.all([first, firstHour(1), firstHour(2)]);
  expect(again).toEqual(one);
  expect(other.trace).not.toBe(one.trace);
  expect(other.told).toEqual(one.told);
});
