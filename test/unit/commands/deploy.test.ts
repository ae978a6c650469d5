import { expect } from 'vitest';
import { dispatch } from '../../../src/commands/line/dispatch.ts';
import { refusalOf, test } from '../../helpers/command-account.ts';

const execution = 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole';

test('a role that the bot may not pass on is named before any card', async ({ account }) => {
  const ask = (line: string, passRoles: readonly string[]) =>
    dispatch(line, { ...account.context, passRoles });
  expect(await refusalOf(ask('deploy shop/web 1.4.1', []))).toEqual({
    code: 'noDeploy',
    target: 'shop/web',
    why: 'mayNotPass',
    roles: [execution],
  });
  const { outcome } = await ask('deploy shop/web 1.4.1', [execution]);
  expect(outcome).toMatchObject({ type: 'change', change: { type: 'deploy' } });
});
