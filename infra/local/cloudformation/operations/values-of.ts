import type { Stack } from '../../lambda/evaluate.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import type { StackEntity } from '../stack-entity.ts';

/** What references of the stack's template stand for: parameters, the pseudo parameters, and what is made. */
export function valuesOf({ region, accountId }: CloudFormationWorld, stack: StackEntity): Stack {
  return {
    resources: Object.fromEntries(
      [...stack.resources].map(([id, { physicalId, attributes }]) => [id, { ref: physicalId, attributes }]),
    ),
    pseudo: {
      'AWS::Region': region,
      'AWS::AccountId': accountId,
      'AWS::Partition': 'aws',
      'AWS::StackName': stack.name,
      'AWS::StackId': stack.id,
      ...stack.parameters,
    },
  };
}
