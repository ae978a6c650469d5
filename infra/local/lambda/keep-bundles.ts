import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { FunctionDefinition } from './service-definition.ts';

export interface KeptBundles {
  readonly functions: readonly FunctionDefinition[];
  remove(): Promise<void>;
}

/**
 * Copies the bundles aside, as a deployment does: a build beside the running world must not mix two versions in it.
 * @throws Error when a bundle was not built
 */
export async function keepBundles(functions: readonly FunctionDefinition[]): Promise<KeptBundles> {
  const folder = await mkdtemp(join(tmpdir(), 'ecs-ops-bot-'));
  const kept = functions.map(async (definition) => {
    const file = join(folder, definition.name, basename(definition.file));
    await mkdir(join(folder, definition.name));
    await copyFile(definition.file, file);
    return { ...definition, file };
  });
  return {
    functions: await Promise.all(kept),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
