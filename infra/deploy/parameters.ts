import { createInterface } from 'node:readline/promises';
import { type Readable, Writable } from 'node:stream';
import { DeleteParametersCommand, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { ScriptProblem } from './script.ts';

/** Asked in this order; from a pipe they arrive in this order, one per line. `says` never repeats what was typed. */
const questions = {
  signingSecret: {
    label: 'Signing Secret (Basic Information)',
    shape: /^[0-9a-f]{32}$/,
    says: 'The signing secret has 32 characters of 0-9 and a-f.',
  },
  botToken: {
    label: 'Bot User OAuth Token (OAuth & Permissions)',
    shape: /^xoxb-[A-Za-z0-9-]{10,}$/,
    says: 'The bot token starts with xoxb-; xoxp- and xapp- are other tokens.',
  },
} as const;

type Secrets = Readonly<Record<keyof typeof questions, string>>;

/**
 * Reads the two secrets from the terminal, without echoing them, or from a pipe. An empty line leaves that secret as it is.
 * @throws ScriptProblem when the input ends early or the person gives up
 */
export async function readSecrets(
  input: Readable & { readonly isTTY?: boolean },
  say: (text: string) => void,
): Promise<Secrets> {
  const terminal = input.isTTY === true;
  // With this output readline still edits the line, but its echo goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal });
  // Without a listener, Ctrl-C would leave the script waiting.
  lines.on('SIGINT', () => lines.close());
  const given = lines[Symbol.asyncIterator]();
  try {
    const answers: [string, string][] = [];
    for (const [name, { label }] of Object.entries(questions)) {
      if (terminal) say(`${label}, hidden; Enter keeps the current one: `);
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

/** Deletes the two secrets, which are not part of the stack. Returns the names of those that existed. */
export async function deleteParameters(ssm: SSMClient, stage: string): Promise<string[]> {
  const Names = Object.values(parameterNames(stage));
  return (await ssm.send(new DeleteParametersCommand({ Names }))).DeletedParameters ?? [];
}

/** The SSM SecureStrings of a stage; serverless.yml passes the same names to the functions. */
export function parameterNames(stage: string) {
  return {
    signingSecret: `/ecs-ops-bot/${stage}/slack-signing-secret`,
    botToken: `/ecs-ops-bot/${stage}/slack-bot-token`,
  } as const;
}

/**
 * Writes the secrets that are not empty as SSM SecureStrings; a running bot picks up a new one by itself. Returns the names written.
 * @throws ScriptProblem when one has the wrong form; then none is written
 */
export async function putSecrets(ssm: SSMClient, stage: string, secrets: Secrets): Promise<string[]> {
  const names = parameterNames(stage);
  const given = (['signingSecret', 'botToken'] as const).filter((kind) => secrets[kind] !== '');
  for (const kind of given) {
    const { shape, says } = questions[kind];
    if (!shape.test(secrets[kind])) throw new ScriptProblem(`${says} Nothing was changed.`);
  }
  for (const kind of given) {
    await ssm.send(
      new PutParameterCommand({
        Name: names[kind],
        Value: secrets[kind],
        Type: 'SecureString',
        Overwrite: true,
      }),
    );
  }
  return given.map((kind) => names[kind]);
}
