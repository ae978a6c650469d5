import {
  RegisterTaskDefinition$,
  type RegisterTaskDefinitionRequest,
  type RegisterTaskDefinitionResponse,
} from '@aws-sdk/client-ecs';
import { describeTaskDefinition } from '../describe/describe-task-definition.ts';
import type { EcsWorld } from '../ecs-world.ts';
import type { TaskDefinitionEntity } from '../entities/task-definition-entity.ts';
import { checkChoice } from '../refuse/check-choice.ts';
import { checkTags } from '../refuse/check-tags.ts';
import { clientError } from '../refuse/client-error.ts';
import { checkContainers } from '../task-definition/check-containers.ts';
import { checkFargate } from '../task-definition/check-fargate.ts';
import { fillContainer } from '../task-definition/fill-container.ts';
import { readSize } from '../task-definition/read-size.ts';
import { requiredAttributes } from '../task-definition/required-attributes.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs register-task-definition --cli-input-json …`: the next revision of its family. */
export const registerTaskDefinition = defineAction<
  RegisterTaskDefinitionRequest,
  RegisterTaskDefinitionResponse
>(RegisterTaskDefinition$, (world, input) => {
  const { family = '' } = input;
  if (family === '') throw clientError('Family should not be null or empty.');
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(family)) throw clientError('Family contains invalid characters.');
  checkChoice('Network mode', input.networkMode, ['awsvpc', 'bridge', 'host', 'none']);
  for (const type of input.requiresCompatibilities ?? []) {
    checkChoice('Compatibility', type, ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES']);
  }
  const tags = checkTags(input.tags);
  const entity = createEntity(world, input, family, tags);
  world.store.taskDefinitions.set(family, [...(world.store.taskDefinitions.get(family) ?? []), entity]);
  return { taskDefinition: describeTaskDefinition(entity), tags };
});

function createEntity(
  world: EcsWorld,
  input: RegisterTaskDefinitionRequest,
  family: string,
  tags: TaskDefinitionEntity['tags'],
): TaskDefinitionEntity {
  const { tags: _, ...asked } = input;
  const networkMode = input.networkMode ?? 'bridge';
  const cpu = readSize('cpu', input.cpu);
  const memory = readSize('memory', input.memory);
  const checked = checkContainers(input.containerDefinitions, memory);
  const isForFargate = input.requiresCompatibilities?.includes('FARGATE') === true;
  if (isForFargate) checkFargate(input, checked, cpu, memory);
  const containers = checked.map((container) => fillContainer(container, networkMode));
  const revision = (world.store.taskDefinitions.get(family)?.length ?? 0) + 1;
  const arn = world.arns.taskDefinition(family, revision);
  const roles = { task: input.taskRoleArn !== undefined, execution: input.executionRoleArn !== undefined };
  const canUseFargate = networkMode === 'awsvpc' && cpu !== undefined && memory !== undefined;
  return {
    arn,
    family,
    revision,
    tags,
    containers,
    status: 'ACTIVE',
    deregisteredAt: undefined,
    definition: {
      ...asked,
      ...(cpu !== undefined && { cpu }),
      ...(memory !== undefined && { memory }),
      taskDefinitionArn: arn,
      family,
      revision,
      containerDefinitions: containers,
      // Left out by the caller, the mode is bridge; ECS then shows none.
      networkMode: input.networkMode,
      volumes: input.volumes ?? [],
      placementConstraints: input.placementConstraints ?? [],
      compatibilities: ['EC2', ...(canUseFargate ? (['FARGATE'] as const) : [])],
      requiresAttributes: requiredAttributes(containers, networkMode, roles),
      registeredAt: new Date(world.time.now()),
      registeredBy: `arn:aws:iam::${world.accountId}:user/local`,
    },
  };
}
