import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { median } from '../median.ts';

/** One bundle that is measured. */
export interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
}

/** Bundles a variant that ours is compared with, with esbuild's own settings: `variants/tutorial.ts` becomes `tutorial`. */
export async function buildPlain(source: URL, outDir: string): Promise<Bundle> {
  const name = basename(source.pathname, '.ts');
  const file = join(outDir, name, 'index.cjs');
  await build({
    entryPoints: [fileURLToPath(source)],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'warning',
  });
  return { name, file, bytes: (await stat(file)).size };
}

const HERE = fileURLToPath(new URL('.', import.meta.url));

/**
 * Installs aws-lambda-ric beside the benches before the first run.
 * @returns the path of its entry
 */
export function installRuntimeClient(): string {
  const entry = `${HERE}node_modules/aws-lambda-ric/index.mjs`;
  if (existsSync(entry) && existsSync(`${HERE}node_modules/aws-lambda-ric/rapid-client.node`)) return entry;
  console.error(
    'Installing aws-lambda-ric, only before the first run: it builds natively for about a minute …',
  );
  // `npm run` hands the repository's ignore-scripts=true down to this npm, and nothing would be built.
  const install = ['ci', '--no-audit', '--ignore-scripts=false'];
  const { status } = spawnSync('npm', install, { cwd: HERE, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    throw new Error(
      'aws-lambda-ric was not installed. It needs make, cmake, g++, autoconf, libtool and python3.',
    );
  }
  return entry;
}

/** The median in milliseconds, to a tenth. */
export function medianMs(values: readonly number[]): number {
  return Math.round(median(values) * 10) / 10;
}
