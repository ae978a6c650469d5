import { join } from 'node:path';
import { loadPolicy } from '../../src/access/load-policy.ts';
import { commands } from '../../src/commands/commands.ts';
import { grantableCommands } from '../../src/commands/grantable-commands.ts';
import { ScriptProblem } from './script-problem.ts';

/**
 * Nothing is packed or deployed with an access file that the bot could not use. `root` is the folder of serverless.yml.
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
