import { readFileSync } from 'node:fs';
import type { PolicyReading } from './policy-reading.ts';
import { readPolicy } from './read-policy.ts';

/**
 * The policy beside the bundle, `access.json`: `{ policy }` with what the access file said when the bot was built, or `{ problem }` with
 * why it could not be read. Checked again here, by the commands that this bot has.
 */
export function loadPolicy(path: string, commands: readonly string[]): PolicyReading {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return unusable(absent ? 'there is no access file.' : 'the access file can’t be opened.', absent);
  }
  try {
    const file = JSON.parse(text) as { readonly policy?: unknown; readonly problem?: unknown } | null;
    if (typeof file?.problem === 'string') return unusable(file.problem, false);
    return readPolicy(file?.policy, commands);
  } catch {
    return unusable('the access file was damaged after the bot was built; deploy again.', false);
  }
}

function unusable(problem: string, absent: boolean): PolicyReading {
  return { type: 'unusable', problem, absent };
}
