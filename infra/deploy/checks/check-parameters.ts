import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import type { Clients } from '../create-clients.ts';
import { parameterNames } from '../parameter-names.ts';
import type { Finding } from './finding.ts';

/** Are the two secrets there, as SecureStrings? Their values are not read. */
export async function checkParameters({ ssm }: Clients, stage: string): Promise<Finding[]> {
  const names = Object.values(parameterNames(stage));
  const { Parameters = [] } = await ssm.send(
    new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: names }] }),
  );
  const types = new Map(Parameters.map(({ Name, Type }) => [Name, Type]));
  return names.map((name): Finding => {
    const part = `parameter ${name}`;
    const type = types.get(name);
    if (type === 'SecureString') return { level: 'OK', part, says: 'there' };
    if (type === undefined) return { level: 'FAIL', part, says: 'missing', todo: 'Run npm run secrets.' };
    const todo = 'Delete it, then run npm run secrets.';
    return { level: 'FAIL', part, says: `is a ${type}, not a SecureString`, todo };
  });
}
