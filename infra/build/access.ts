import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { policySchema } from '../../src/access/policy.ts';
import { commands, grantableCommands } from '../../src/commands/registry.ts';
import { replaceFile } from './replace-file.ts';

/** `infra/access.schema.json`, with which editors complete and check access.yml; `npm run readme` writes it, a test keeps it current. */
export function accessSchema(): string {
  const schema = z.toJSONSchema(policySchema(grantableCommands(commands)), { io: 'input' });
  return `${JSON.stringify({ title: 'Access policy of the ECS Ops Bot', ...schema }, null, 2)}\n`;
}

/** The access policy as people write it. */
const accessFile = fileURLToPath(new URL('../access.yml', import.meta.url));

/**
 * Puts the access policy next to the worker's bundle, as JSON: `{ policy }`, or `{ problem }` if it is not valid YAML; nothing if there is no file. A
 * bad policy does not stop a build, so that the local world starts with it and says why nothing may be changed.
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
    // The lines after the first show the place with a caret.
    const [what = ''] = (error instanceof Error ? error.message : '').split('\n');
    // In YAML, `on: */web` is an alias, and no anchor has that name.
    const hint = /alias/i.test(what) ? ' Put a target that begins with * in quotes.' : '';
    return { problem: `it is no YAML: ${what.replace(/:$/, '')}.${hint}` };
  }
}
