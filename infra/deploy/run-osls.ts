import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { OslsWorld } from './osls-world.ts';
import { ScriptProblem } from './script-problem.ts';

const OSLS = createRequire(import.meta.url).resolve('osls/bin/serverless.js');

/**
 * Runs osls in `root`, where serverless.yml lies. osls sends nothing anywhere but to AWS, and to AWS only when it
 * deploys or removes.
 * @throws ScriptProblem when it fails
 */
export async function runOsls(
  args: readonly string[],
  { root, quiet = false, env = {} }: OslsWorld,
): Promise<void> {
  const child = spawn(process.execPath, [OSLS, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  throw new ScriptProblem(
    `osls ${args[0]} failed${quiet ? `:\n${said.trim()}` : '; what it says stands above.'}`,
  );
}
