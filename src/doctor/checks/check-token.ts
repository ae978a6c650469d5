import { GetParameterCommand, ParameterNotFound } from '@aws-sdk/client-ssm';
import type { DoctorWorld } from '../doctor-world.ts';
import type { Finding } from '../finding.ts';

/**
 * Is the bot's token there, as `npm run secrets` writes it? Read anew, as a fresh instance would: what this one holds may be older.
 * The signing secret is none of the worker's business; that this very command came through the front door proves it.
 */
export async function checkToken({ ssm, tokenParameter }: DoctorWorld): Promise<Finding[]> {
  return [
    judgeToken(await readToken(ssm, tokenParameter), tokenParameter),
    { level: 'OK', code: 'signingSecretProven' },
  ];
}

async function readToken(ssm: DoctorWorld['ssm'], Name: string): Promise<string> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    return Parameter?.Value ?? '';
  } catch (error) {
    if (error instanceof ParameterNotFound) return '';
    throw error;
  }
}

function judgeToken(token: string, parameter: string): Finding {
  if (token === '') return { level: 'FAIL', code: 'tokenMissing', parameter };
  if (!token.startsWith('xoxb-')) return { level: 'FAIL', code: 'tokenMalformed', parameter };
  return { level: 'OK', code: 'tokenReadable' };
}
