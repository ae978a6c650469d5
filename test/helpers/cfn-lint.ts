import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether cfn-lint is on the PATH: to ask it for its version would take it seconds. */
export const hasCfnLint = (process.env.PATH ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'cfn-lint')));
if (!hasCfnLint) console.log('cfn-lint is not installed: the templates were not checked with it.');

/** Actions that AWS has, and that a cfn-lint of 1.51 or older does not know yet: it warns of each (W3037), with the place in the line below. */
const newer = /^W3037 'continueservicedeployment' is not one of .*\n.*\n\n?/gm;
/** Its exit status where there are warnings, and nothing worse. */
const warned = 4;

/** What cfn-lint says of these files, and its exit status. */
export function cfnLint(regions: readonly string[], files: readonly string[]) {
  const { stdout, status } = spawnSync('cfn-lint', ['--regions', ...regions, '--', ...files], {
    encoding: 'utf8',
    maxBuffer: 1e7,
  });
  const said = stdout.replaceAll(newer, '');
  return { stdout: said, status: status === warned && said === '' ? 0 : status };
}
