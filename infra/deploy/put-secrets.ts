import { PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { parameterNames } from './parameter-names.ts';
import type { Secrets } from './read-secrets.ts';
import { ScriptProblem } from './script-problem.ts';

/** What each looks like; the sentence never repeats what was typed. */
const shapes = {
  signingSecret: [/^[0-9a-f]{32}$/, 'The signing secret has 32 characters of 0-9 and a-f.'],
  botToken: [
    /^xoxb-[A-Za-z0-9-]{10,}$/,
    'The bot token starts with xoxb-; xoxp- and xapp- are other tokens.',
  ],
} as const;

/**
 * Writes the secrets that are not empty as SSM SecureStrings; a running bot takes a new one up by itself. Gives the
 * names written.
 * @throws ScriptProblem when one has not the shape of its kind; then none is written
 */
export async function putSecrets(ssm: SSMClient, stage: string, secrets: Secrets): Promise<string[]> {
  const names = parameterNames(stage);
  const given = (['signingSecret', 'botToken'] as const).filter((kind) => secrets[kind] !== '');
  for (const kind of given) {
    const [shape, sentence] = shapes[kind];
    if (!shape.test(secrets[kind])) throw new ScriptProblem(`${sentence} Nothing was changed.`);
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
