import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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
  const folder = await mkdtemp(join(tmpdir(), 'ecs-ops-bot-'));
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
