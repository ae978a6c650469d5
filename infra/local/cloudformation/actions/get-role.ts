import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { ServiceError } from '../../aws/service-error.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';

const request = z.object({ RoleName: z.string() });

/** `aws iam get-role --role-name …`: the roles that stacks made. */
export function getRole({ stacks, accountId }: CloudFormationWorld, input: Record<string, unknown>) {
  const { RoleName } = parseInput(request, input, 'ValidationError');
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
