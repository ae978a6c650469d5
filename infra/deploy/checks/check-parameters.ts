import { paginateDescribeParameters } from '@aws-sdk/client-ssm';
import type { Clients } from '../create-clients.ts';
import { parameterNames } from '../parameter-names.ts';
import type { Finding } from './finding.ts';

/** Are the two secrets there, as SecureStrings? Their values are not read. */
export async function checkParameters({ ssm }: Clients, stage: string): Promise<Finding[]> {
  const names = Object.values(parameterNames(stage));
  const types = new Map<string | undefined, string | undefined>();
  // SSM may answer an empty page with a token for the next one.
  const filter = { Key: 'Name', Option: 'Equals', Values: names };
  for await (const { Parameters } of paginateDescribeParameters(
    { client: ssm },
    { ParameterFilters: [filter] },
  )) {
    for (const { Name, Type } of Parameters ?? []) types.set(Name, Type);
  }
  return names.map((name): Finding => {
    const part = `parameter ${name}`;
    const type = types.get(name);
    if (type === 'SecureString') return { level: 'OK', part, says: 'there' };
    if (type === undefined) return { level: 'FAIL', part, says: 'missing', todo: 'Run npm run secrets.' };
    const todo = 'Delete it, then run npm run secrets.';
    return { level: 'FAIL', part, says: `is a ${type}, not a SecureString`, todo };
  });
}
