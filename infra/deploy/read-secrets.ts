import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import { Writable } from 'node:stream';
import { ScriptProblem } from './script-problem.ts';

/** Asked in this order; from a pipe they come in it, a line each. */
const questions = [
  ['signingSecret', 'Signing Secret (Basic Information)'],
  ['botToken', 'Bot User OAuth Token (OAuth & Permissions)'],
] as const;

export type Secrets = Readonly<Record<(typeof questions)[number][0], string>>;

/**
 * Reads the two secrets from the terminal, which shows nothing of them, or from a pipe. An empty line means: leave
 * that one as it is.
 * @throws ScriptProblem when the input ends early or the person gives up
 */
export async function readSecrets(
  input: Readable & { readonly isTTY?: boolean },
  say: (text: string) => void,
): Promise<Secrets> {
  const terminal = input.isTTY === true;
  // With this output readline still edits the line, but what it echoes goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal });
  // Without a listener, Ctrl-C would leave the script waiting.
  lines.on('SIGINT', () => lines.close());
  const given = lines[Symbol.asyncIterator]();
  try {
    const answers: [string, string][] = [];
    for (const [name, label] of questions) {
      if (terminal) say(`${label}, hidden; Enter leaves it as it is: `);
      const { value, done } = await given.next();
      if (terminal) say('\n');
      if (done)
        throw new ScriptProblem(
          'Nothing was changed: two lines are needed, the signing secret and the bot token.',
        );
      answers.push([name, String(value).trim()]);
    }
    return Object.fromEntries(answers) as Secrets;
  } finally {
    lines.close();
  }
}
