import type { GetRoleRequest } from '@aws-sdk/client-iam';
import { ServiceError } from '../../aws/service-error.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';

/** `aws iam get-role --role-name …`: the roles that stacks made. */
export function getRole({ stacks, accountId }: CloudFormationWorld, input: GetRoleRequest) {
  const { RoleName } = input;
  const roles = [...stacks.values()].flatMap(({ resources }) => [...resources.values()]);
  const found = roles.find(
    ({ planned, physicalId }) => planned.type === 'AWS::IAM::Role' && physicalId === RoleName,
  );
  if (found === undefined) {
    const message = `The role with name ${RoleName} cannot be found.`;
    throw new ServiceError('NoSuchEntity', message, 404);
  }
  return {
    Role: {
      Path: '/',
      RoleName,
      RoleId: 'AROALOCAL',
      Arn: `arn:aws:iam::${accountId}:role/${RoleName}`,
      CreateDate: found.changedAt,
      Tags: found.properties.Tags,
    },
  };
}
