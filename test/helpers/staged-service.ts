import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFunctions } from '../../infra/build/functions.ts';
import { root as project } from '../../infra/deploy/osls.ts';

/** The built service in a folder of its own, so that test files do not meet in `.build` and `.serverless`. */
export async function stagedService() {
  const root = mkdtempSync(join(tmpdir(), 'ecs-ops-bot-service-'));
  cpSync(join(project, 'serverless.yml'), join(root, 'serverless.yml'));
  mkdirSync(join(root, 'infra'));
  cpSync(join(project, 'infra/aws'), join(root, 'infra/aws'), { recursive: true });
  await buildFunctions(join(root, '.build/functions'));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
