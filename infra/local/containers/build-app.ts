import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = fileURLToPath(new URL('../../hands-on/app/main.ts', import.meta.url));
const outfile = fileURLToPath(new URL('../../../.build/hello-world/main.mjs', import.meta.url));

/**
 * The page of `hello-world` as one file of JavaScript, and where it stands. As TypeScript, Node's stripper would take 20 MB in each
 * task's process.
 */
export async function buildApp(): Promise<string> {
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
  });
  return outfile;
}
