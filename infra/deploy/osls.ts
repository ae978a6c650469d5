import { spawn } from 'node:child_process';
import { access, readdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPolicy } from '../../src/access/policy.ts';
import { commands, grantableCommands } from '../../src/commands/registry.ts';
import { readService } from '../local/serverless/service.ts';
import { ScriptProblem } from './script.ts';
import { paramArguments } from './settings.ts';

/** Where osls runs. */
export interface OslsDeps {
  /** Folder of serverless.yml. */
  readonly root: string;
  /** Its output is kept for the error. */
  readonly quiet?: boolean;
  /** Environment variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

interface PackageOptions {
  /** Folder of serverless.yml; the bundles are in its `.build/functions`. */
  readonly root: string;
  readonly outDir: string;
  readonly region: string;
  readonly stage: string;
  /** Values for the parameters of serverless.yml. */
  readonly settings?: Readonly<Record<string, string | undefined>>;
}

/** A CloudFormation template or a function's zip. */
interface PackagedFile {
  readonly name: string;
  readonly bytes: number;
}

/**
 * Packages what is built, without credentials or network: the CloudFormation template and a zip for each function. The same bundles give the same
 * zips, byte for byte.
 * @throws ScriptProblem when a function's bundle is missing, the access file is not usable, or osls refuses serverless.yml
 */
export async function packageService({
  root,
  outDir,
  region,
  stage,
  settings = {},
}: PackageOptions): Promise<PackagedFile[]> {
  for (const { name, file } of readService({ root, region, stage, params: {} }).functions) {
    await access(file).catch(() => {
      throw new ScriptProblem(`The bundle of ${name} is missing (${file}): run npm run build.`);
    });
  }
  requireAccess(root);
  const out = resolve(root, outDir);
  await rm(out, { recursive: true, force: true });
  const place = ['--region', region, '--stage', stage];
  await runOsls(['package', '--package', out, ...place, ...paramArguments(settings)], { root, quiet: true });
  const names = (await readdir(out))
    .filter((name) => name.endsWith('.zip') || name.includes('template'))
    .sort();
  return Promise.all(names.map(async (name) => ({ name, bytes: (await stat(join(out, name))).size })));
}

/**
 * Refuses to package or deploy with an access file that the bot could not use. `root` is the folder of serverless.yml.
 * @throws ScriptProblem with what to write instead
 */
export function requireAccess(root: string): void {
  const path = join(root, '.build/functions/worker/access.json');
  const reading = loadPolicy(path, grantableCommands(commands));
  if (reading.type === 'policy') return;
  throw new ScriptProblem(
    reading.absent
      ? 'infra/access.yml is missing: write one, with `grants: []` if nobody may change anything.'
      : `infra/access.yml, ${reading.problem}`,
  );
}

const OSLS = createRequire(import.meta.url).resolve('osls/bin/serverless.js');

/**
 * Runs osls in `root`, the folder of serverless.yml. osls contacts only AWS, and only when it deploys or removes.
 * @throws ScriptProblem when it fails
 */
export async function runOsls(
  args: readonly string[],
  { root, quiet = false, env = {} }: OslsDeps,
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

/** The project's folder, with serverless.yml. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
