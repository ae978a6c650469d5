import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { FirstHour } from '../../simulation/first-hour.ts';

test('a line and a press scale a service, and one message tells it to the end, with no socket and no clock', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['test/simulation/first-hour.ts']);
  const { web, told } = JSON.parse(stdout) as FirstHour;
  expect(web).toEqual({ desired: 4, running: 4 });
  expect(told).toEqual([{ at: 120, text: expect.stringMatching(/`shop\/web`.* 3 → 4\..*4 of 4 running$/) }]);
});
