import type { RegisterTaskDefinitionResponse } from '@aws-sdk/client-ecs';
import { lowerFirst } from './lower-first.ts';
import type { ResourceType } from './resource-type.ts';

/** AWS::ECS::TaskDefinition: a revision; deleting it deregisters it. */
export const taskDefinition: ResourceType = {
  seconds: 1,
  create({ ecs }, properties) {
    const input = lowerFirst(properties) as Record<string, unknown>;
    const answer = ecs('RegisterTaskDefinition', input) as RegisterTaskDefinitionResponse;
    const arn = answer.taskDefinition?.taskDefinitionArn ?? '';
    return { physicalId: arn, attributes: { TaskDefinitionArn: arn } };
  },
  delete({ ecs }, { physicalId }) {
    ecs('DeregisterTaskDefinition', { taskDefinition: physicalId });
  },
};
