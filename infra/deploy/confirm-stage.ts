import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import { ScriptProblem } from './script.ts';

/**
 * Has the person type the stage's name before anything is deleted.
 * @throws ScriptProblem for another answer, and where nobody can be asked
 */
export async function confirmStage(
  stage: string,
  input: Readable & { readonly isTTY?: boolean },
  say: (text: string) => void,
): Promise<void> {
  if (input.isTTY !== true) {
    throw new ScriptProblem('Nothing was removed: say --yes where nobody can be asked.');
  }
  const lines = createInterface({ input });
  // Without a listener, Ctrl-C would leave the script waiting.
  lines.on('SIGINT', () => lines.close());
  try {
    say(`Type the name of the stage, ${stage}, to remove it: `);
    const { value, done } = await lines[Symbol.asyncIterator]().next();
    if (done || value.trim() !== stage) {
      throw new ScriptProblem(`Nothing was removed: that is not ${stage}.`);
    }
  } finally {
    lines.close();
  }
}
