import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildIfStale } from '../../../infra/build/build-if-stale.ts';

async function makeProject() {
  const root = await mkdtemp(join(tmpdir(), 'project-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const write = async (path: string, text: string) => {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), text);
  };
  await write('src/a.ts', 'one');
  await write('functions/worker.ts', 'one');
  let built = 0;
  const build = async () => {
    built += 1;
    await write('.build/functions/worker/index.mjs', `build ${built}`);
    await write('.build/slack-app.json', '{}');
  };
  /** Whether a start builds now. */
  const builds = async () => {
    const before = built;
    await buildIfStale(root, build);
    return built > before;
  };
  return { root, write, build, builds };
}

test('it is built once', async () => {
  const { builds } = await makeProject();
  expect(await builds()).toBe(true);
  expect(await builds()).toBe(false);
});

test.each([
  ['src/a.ts', 'longer than it was'],
  ['src/new/file.ts', ''],
  ['infra/access.yml', 'grants: []'],
  ['node_modules/.package-lock.json', '{}'],
  ['.build/functions/worker/index.mjs', 'somebody else built this'],
])('and again after %s has changed', async (path, text) => {
  const { builds, write } = await makeProject();
  await builds();
  await write(path, text);
  expect(await builds()).toBe(true);
  expect(await builds()).toBe(false);
});

test.each(['functions/worker.ts', '.build/functions/worker/index.mjs', '.build/slack-app.json'])(
  'and again after %s is gone',
  async (path) => {
    const { builds, root } = await makeProject();
    await builds();
    await rm(join(root, path));
    expect(await builds()).toBe(true);
  },
);

test('a build that fails is tried again at the next start', async () => {
  const { builds, root } = await makeProject();
  const failing = async () => {
    throw new Error('a syntax error');
  };
  await expect(buildIfStale(root, failing)).rejects.toThrow('a syntax error');
  expect(await builds()).toBe(true);
});
