import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether cfn-lint is on the PATH: to ask it for its version would take it seconds. */
export const hasCfnLint = (process.env.PATH ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'cfn-lint')));
if (!hasCfnLint) console.log('cfn-lint is not installed: the templates were not checked with it.');

/** What cfn-lint says of these files, and its exit status. */
export function cfnLint(regions: readonly string[], files: readonly string[]) {
  const { stdout, status } = spawnSync('cfn-lint', ['--regions', ...regions, '--', ...files], {
    encoding: 'utf8',
  });
  return { stdout, status };
}
