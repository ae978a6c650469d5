import { access, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readService } from '../local/lambda/read-service.ts';
import { paramArguments } from './param-arguments.ts';
import { requireAccess } from './require-access.ts';
import { runOsls } from './run-osls.ts';
import { ScriptProblem } from './script-problem.ts';

export interface PackageOptions {
  /** Folder of serverless.yml; the bundles lie in its `.build/functions`. */
  readonly root: string;
  readonly outDir: string;
  readonly region: string;
  readonly stage: string;
  /** Values for the parameters of serverless.yml. */
  readonly settings?: Readonly<Record<string, string | undefined>>;
}

/** A CloudFormation template or a function's zip. */
export interface PackagedFile {
  readonly name: string;
  readonly bytes: number;
}

/**
 * Packs what is built, with no credentials and no network: the CloudFormation template and a zip for each function.
 * The same bundles give the same zips, byte by byte.
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
