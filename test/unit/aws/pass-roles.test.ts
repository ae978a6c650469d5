import { expect, test } from 'vitest';
import { readPassRoles, unpassableRoles } from '../../../src/aws/pass-roles.ts';

const arn = (role: string) => `arn:aws:iam::123456789012:role/${role}`;

test('as deployed: none, or ARNs', () => {
  expect(readPassRoles(undefined)).toEqual([]);
  expect(readPassRoles('none')).toEqual([]);
  expect(readPassRoles(`${arn('web')},${arn('ecs/*')}`)).toEqual([arn('web'), arn('ecs/*')]);
});

test('a role is passed on if it is named, or under a path that is', () => {
  const given = [arn('web'), arn('ecs/*')];
  const lacks = (taskRoleArn?: string, executionRoleArn?: string) =>
    unpassableRoles(
      { ...(taskRoleArn && { taskRoleArn }), ...(executionRoleArn && { executionRoleArn }) },
      given,
    );
  expect(lacks()).toEqual([]);
  expect(lacks(arn('web'), arn('ecs/jobs/nightly'))).toEqual([]);
  expect(lacks('web')).toEqual([]);
  expect(lacks(arn('web-2'), arn('web-2'))).toEqual([arn('web-2')]);
  expect(lacks('api', arn('ecs'))).toEqual(['api', arn('ecs')]);
  // The same path in another account.
  expect(lacks('arn:aws:iam::999999999999:role/ecs/api')).toHaveLength(1);
});
