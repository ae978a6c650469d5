import { expect, onTestFinished, test } from 'vitest';
import { readPassRoles, requireArns } from '../../infra/deploy/pass-roles.ts';
import { wellAccount } from '../helpers/deployed-account.ts';
import { startAccount } from '../helpers/deployed-operations.ts';

const arn = (role: string) => `arn:aws:iam::123456789012:role/${role}`;
async function read(given: string): Promise<string> {
  const account = wellAccount();
  account.roles = ['web', 'ecs/api', 'ecs/jobs/nightly'];
  const world = await startAccount(account);
  onTestFinished(world.close);
  return readPassRoles(world.clients.iam, given);
}

test('roles of the account stay as they are, and a path becomes the ARN of its roles', async () => {
  expect(await read(`${arn('web')},/ecs/*,/ecs/jobs/*`)).toBe(
    `${arn('web')},${arn('ecs/*')},${arn('ecs/jobs/*')}`,
  );
  expect(await read(arn('ecs/*'))).toBe(arn('ecs/*'));
  expect(await read('none')).toBe('none');
  expect(await read('')).toBe('');
});

test.each([
  [arn('worker'), `--pass-roles: this account has no role ${arn('worker')}.`],
  // Its path is part of a role's ARN.
  [
    arn('api'),
    `--pass-roles: this account has no role ${arn('api')}; one with that name is ${arn('ecs/api')}.`,
  ],
  [
    'arn:aws:iam::999999999999:role/web',
    `--pass-roles: this account has no role arn:aws:iam::999999999999:role/web; one with that name is ${arn('web')}.`,
  ],
  ['/jobs/*', '--pass-roles: this account has no role under /jobs/*.'],
  [
    'arn:aws:iam::999999999999:role/ecs/*',
    '--pass-roles: this account has no role under arn:aws:iam::999999999999:role/ecs/*.',
  ],
])('%s is refused: it is not of this account', async (given, sentence) => {
  await expect(read(given)).rejects.toThrow(sentence);
});

test('without credentials a path is refused, with what to write instead', () => {
  expect(() => requireArns(`${arn('web')},/ecs/*`)).toThrow(
    '--pass-roles: without credentials the account is not known: write arn:aws:iam::<account>:role/ecs/* in place of /ecs/*.',
  );
  expect(() => requireArns(arn('ecs/*'))).not.toThrow();
  expect(() => requireArns(undefined)).not.toThrow();
});
