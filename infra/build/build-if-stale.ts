import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { replaceFile } from './replace-file.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));
/** All that is built from, and what is built; either may have changed since. */
const paths = [
  ...[
    'src',
    'functions',
    'infra/build',
    'infra/slack',
    'infra/access.yml',
    'node_modules/.package-lock.json',
  ],
  ...['.build/functions', '.build/slack-app.json'],
];

/** Builds what the local world runs, unless it is still what was built last: loading and running the build takes longer than all the rest of a start. */
export async function buildIfStale(root = project, build = buildAll): Promise<void> {
  const stamp = join(root, '.build/built');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === (await state(root))) return;
  await build();
  await replaceFile(stamp, await state(root));
}

async function buildAll(): Promise<void> {
  const [{ stop }, { buildFunctions }, { writeSlackApp }] = await Promise.all([
    import('esbuild'),
    import('./functions.ts'),
    import('./slack-app.ts'),
  ]);
  await Promise.all([buildFunctions(), writeSlackApp()]);
  // esbuild's process would stay, with half a gigabyte.
  await stop();
}

/** A digest of every file's name, time and size. */
async function state(root: string): Promise<string> {
  const listed = await Promise.all(
    paths.map(async (path) => {
      const inside = await readdir(join(root, path), { recursive: true }).catch(() => []);
      return [path, ...inside.map((name) => join(path, name))];
    }),
  );
  const files = await Promise.all(
    listed.flat().map(async (path) => {
      const found = await stat(join(root, path)).catch(() => undefined);
      return found?.isDirectory() ? '' : `${path} ${found?.mtimeMs} ${found?.size}\n`;
    }),
  );
  return createHash('sha256').update(files.sort().join('')).digest('hex');
}
