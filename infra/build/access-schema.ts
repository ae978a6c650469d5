import * as z from 'zod';
import { policySchema } from '../../src/access/policy-schema.ts';
import { commands } from '../../src/commands/commands.ts';
import { grantableCommands } from '../../src/commands/grantable-commands.ts';

/** `infra/access.schema.json`, by which editors complete and check access.yml; `npm run readme` writes it, a test holds it. */
export function accessSchema(): string {
  const schema = z.toJSONSchema(policySchema(grantableCommands(commands)), { io: 'input' });
  return `${JSON.stringify({ title: 'Access policy of the ECS Ops Bot', ...schema }, null, 2)}\n`;
}
