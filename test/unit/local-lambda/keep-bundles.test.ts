import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sweepLeftBundles } from '../../../infra/local/lambda/keep-bundles.ts';

test('what a killed world left is deleted; what a running one uses, and what is of others, stays', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sweep-'));
  const { pid: ended } = spawnSync(process.execPath, ['--version']);
  const stay = [`ecs-ops-bot-${process.pid}-abc`, 'ecs-ops-bot-setup-abc', 'another'];
  for (const name of [`ecs-ops-bot-${ended}-abc`, ...stay])
    await mkdir(join(folder, name, 'worker'), { recursive: true });
  await sweepLeftBundles(folder);
  expect((await readdir(folder)).toSorted()).toEqual(stay.toSorted());
  await rm(folder, { recursive: true });
});
