import type { AwsClient } from './create-aws-client.ts';
import { isRecord } from './is-record.ts';
import { textOf } from './text-of.ts';

/**
 * `aws ssm get-parameter --with-decryption --name …`. An empty secret is an error: anyone could sign with it.
 * @throws Error also AwsRefusal and NoAnswer
 */
export async function readSigningSecret(ssm: AwsClient, name: string, deadline: number): Promise<string> {
  const { Parameter: parameter } = await ssm.call(
    'GetParameter',
    { Name: name, WithDecryption: true },
    deadline,
  );
  const secret = isRecord(parameter) ? textOf(parameter.Value).trim() : '';
  if (!secret) throw new Error(`The parameter ${name} is empty.`);
  return secret;
}
