import { ServiceError } from '../aws/service-error.ts';
import type { CloudFormationWorld } from './cloudformation-world.ts';
import type { StackEntity } from './stack-entity.ts';

/**
 * The stack of that id, or the one of that name that is not deleted.
 * @throws ServiceError ValidationError: CloudFormation has no error of its own for it
 */
export function findStack({ stacks }: CloudFormationWorld, given: string): StackEntity {
  const byName = [...stacks.values()].find(
    ({ name, deletedAt }) => name === given && deletedAt === undefined,
  );
  const stack = stacks.get(given) ?? byName;
  if (stack === undefined) throw new ServiceError('ValidationError', `Stack with id ${given} does not exist`);
  return stack;
}
