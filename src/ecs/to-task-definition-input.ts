import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { TaskDefinitionWanted } from './task-definition-wanted.ts';

/** All that the short form stands for, as RegisterTaskDefinition takes it. The container is named for the family. */
export function toTaskDefinitionInput(wanted: TaskDefinitionWanted) {
  const { family, image, cpu, memory, port, executionRoleArn, logGroup, region } = wanted;
  return {
    ...{ family, cpu, memory, executionRoleArn, networkMode: 'awsvpc' },
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [
      {
        ...{ name: family, image, essential: true },
        portMappings: [{ containerPort: port, protocol: 'tcp' }],
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': logGroup,
            'awslogs-region': region,
            'awslogs-stream-prefix': 'ecs',
          },
        },
      },
    ],
  } satisfies RegisterTaskDefinitionCommandInput;
}
