import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildFunctions } from '../../../infra/build/functions.ts';

/** One bundle that is measured. */
export interface Variant {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
}

/** Builds the front door as it is deployed, and what it is compared with by plain esbuild. */
export async function buildVariants(outDir: string): Promise<Variant[]> {
  const functions = await buildFunctions(join(outDir, 'functions'));
  const slack = functions.filter(({ name }) => name === 'slack');
  return [await plain('empty', outDir), await plain('tutorial', outDir), ...slack];
}

async function plain(name: string, outDir: string): Promise<Variant> {
  const file = join(outDir, name, 'index.cjs');
  await build({
    entryPoints: [fileURLToPath(new URL(`variants/${name}.ts`, import.meta.url))],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'warning',
  });
  return { name, file, bytes: (await stat(file)).size };
}
