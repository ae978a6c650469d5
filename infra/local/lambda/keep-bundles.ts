import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { FunctionDefinition } from './service-definition.ts';

export interface KeptBundles {
  readonly functions: readonly FunctionDefinition[];
  remove(): Promise<void>;
}

/**
 * Copies the bundles and what is packaged with them aside, as a deployment does: a build beside the running world must not mix
 * two versions in it. `files` are played in place of packaged ones of these names.
 * @throws Error when a bundle was not built
 */
export async function keepBundles(
  functions: readonly FunctionDefinition[],
  files: Readonly<Record<string, string>> = {},
): Promise<KeptBundles> {
  await sweepLeftBundles();
  // The process is in the name: who comes later sees whose owner is gone.
  const folder = await mkdtemp(join(tmpdir(), `ecs-ops-bot-${process.pid}-`));
  const kept = functions.map(async (definition) => {
    const file = join(folder, definition.name, basename(definition.file));
    await mkdir(join(folder, definition.name));
    await copyFile(definition.file, file);
    for (const beside of definition.packaged.filter((path) => path !== definition.file)) {
      const name = basename(beside);
      const path = join(folder, definition.name, name);
      const given = files[name];
      if (given !== undefined) await writeFile(path, given);
      else if (existsSync(beside)) await copyFile(beside, path);
    }
    return { ...definition, file };
  });
  return {
    functions: await Promise.all(kept),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Deletes what worlds left that were killed. */
export async function sweepLeftBundles(folder: string = tmpdir()): Promise<void> {
  const left = (await readdir(folder)).filter((name) => {
    const [, pid] = /^ecs-ops-bot-(\d+)-/.exec(name) ?? [];
    return pid !== undefined && !isRunning(Number(pid));
  });
  // Somebody else's, on a machine of many, can't be deleted.
  await Promise.allSettled(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
