import type { DeployedStack } from '../read-stack.ts';

/** The physical ids of the stack's resources of one type, `AWS::SQS::Queue`. */
export function ofType({ resources }: DeployedStack, type: string): string[] {
  return resources.filter((resource) => resource.type === type).map(({ physicalId }) => physicalId);
}
