import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/**
 * Installs aws-lambda-ric beside the bench before the first run.
 * @returns the path of its entry
 */
export function installRuntimeClient(): string {
  const entry = `${HERE}node_modules/aws-lambda-ric/index.mjs`;
  if (existsSync(entry) && existsSync(`${HERE}node_modules/aws-lambda-ric/rapid-client.node`)) return entry;
  console.error(
    'Installing aws-lambda-ric, only before the first run: it builds natively for about a minute …',
  );
  const { status } = spawnSync('npm', ['ci', '--no-audit'], { cwd: HERE, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    throw new Error(
      'aws-lambda-ric was not installed. It needs make, cmake, g++, autoconf, libtool and python3.',
    );
  }
  return entry;
}
