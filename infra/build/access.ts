import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { policySchema } from '../../src/access/policy.ts';
import { commands, grantableCommands } from '../../src/commands/registry.ts';
import { replaceFile } from './replace-file.ts';

/** `infra/access.schema.json`, by which editors complete and check access.yml; `npm run readme` writes it, a test holds it. */
export function accessSchema(): string {
  const schema = z.toJSONSchema(policySchema(grantableCommands(commands)), { io: 'input' });
  return `${JSON.stringify({ title: 'Access policy of the ECS Ops Bot', ...schema }, null, 2)}\n`;
}

/** The access policy as it is written by people. */
const accessFile = fileURLToPath(new URL('../access.yml', import.meta.url));

/**
 * Puts the access policy beside the worker's bundle, as JSON: `{ policy }`, or `{ problem }` for what is no YAML; nothing when there
 * is no file. A bad policy does not stop a build, so that the local world starts with it and says why nothing may be changed.
 */
export async function writeAccess(path: string, file: string = accessFile): Promise<void> {
  if (!existsSync(file)) return rm(path, { force: true });
  await replaceFile(path, `${JSON.stringify(readYaml(readFileSync(file, 'utf8')), null, 2)}\n`);
}

function readYaml(text: string): { readonly policy: unknown } | { readonly problem: string } {
  const document = parseDocument(text);
  try {
    const [error] = document.errors;
    if (error) throw error;
    return { policy: document.toJS() };
  } catch (error) {
    // What follows the first line shows the place with a caret.
    const [what = ''] = (error instanceof Error ? error.message : '').split('\n');
    // `on: */web` is an alias to YAML, which nothing was given that name.
    const hint = /alias/i.test(what) ? ' Put a target that begins with * in quotes.' : '';
    return { problem: `it is no YAML: ${what.replace(/:$/, '')}.${hint}` };
  }
}
