import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** Whether the AWS CLI is on the PATH: what needs it is skipped elsewhere. */
export const hasAwsCli = (process.env.PATH ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'aws')));

/** The AWS CLI, pointed at a local AWS. Resolves with what it printed, as JSON; undefined for a command that prints nothing. */
export function awsCli(url: string, region: string) {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_DEFAULT_REGION: region,
    AWS_PAGER: '',
  };
  return async (...words: readonly string[]) => {
    const all = ['--endpoint-url', url, '--output', 'json', ...words];
    const { stdout } = await promisify(execFile)('aws', all, { env });
    return stdout === '' ? undefined : JSON.parse(stdout);
  };
}
