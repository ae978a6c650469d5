import {
  type Compatibility,
  type ContainerDefinition,
  RegisterTaskDefinition$,
  type RegisterTaskDefinitionRequest,
  type RegisterTaskDefinitionResponse,
} from '@aws-sdk/client-ecs';
import { describeTaskDefinition } from '../describe/describe-task-definition.ts';
import type { EcsWorld } from '../ecs-world.ts';
import type { TaskDefinitionEntity } from '../entities/task-definition-entity.ts';
import { checkFargate, fitsFargate } from '../fargate-rules.ts';
import { checkTags } from '../refuse/check-tags.ts';
import { clientError } from '../refuse/client-error.ts';
import { fillContainer } from '../task-definition/fill-container.ts';
import { requiredAttributes } from '../task-definition/required-attributes.ts';
import {
  checkTaskDefinition,
  checkTaskSize,
  type Draft,
  type NamedContainer,
  readSize,
} from '../task-definition-rules.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs register-task-definition --cli-input-json …`: the next revision of its family. */
export const registerTaskDefinition = defineAction<
  RegisterTaskDefinitionRequest,
  RegisterTaskDefinitionResponse
>(RegisterTaskDefinition$, (world, input) => {
  const { family = '' } = input;
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(family)) throw clientError('Family contains invalid characters.');
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
  const cpu = readSize('cpu', input.cpu);
  const memory = readSize('memory', input.memory);
  const draft: Draft = { ...input, cpu, memory, containers: nameContainers(input.containerDefinitions) };
  const isForFargate = input.requiresCompatibilities?.includes('FARGATE') === true;
  if (isForFargate) checkFargate(draft);
  else checkTaskSize(draft.containers, { cpu, memory, isFargate: false });
  checkTaskDefinition(draft);
  const networkMode = input.networkMode ?? 'bridge';
  const containers = draft.containers.map((container) => fillContainer(container, networkMode));
  const revision = (world.store.taskDefinitions.get(family)?.length ?? 0) + 1;
  const arn = world.arns.taskDefinition(family, revision);
  const roles = { task: input.taskRoleArn !== undefined, execution: input.executionRoleArn !== undefined };
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
      compatibilities: compatibilities(draft),
      requiresAttributes: requiredAttributes(containers, networkMode, roles),
      registeredAt: new Date(world.time.now()),
      registeredBy: `arn:aws:iam::${world.accountId}:user/local`,
    },
  };
}

function nameContainers(containers: readonly ContainerDefinition[] = []): NamedContainer[] {
  return containers.map((container) => {
    const { name = '', image = '' } = container;
    if (name === '') throw clientError('Container.name should not be null or empty.');
    if (image === '') throw clientError('Container.image should not be null or empty.');
    return { ...container, name, image };
  });
}

/** Where it could run: on an instance of one's own data centre without an interface of its own, on Fargate by Fargate's rules. */
function compatibilities(draft: Draft): Compatibility[] {
  const isExternal = draft.networkMode !== 'awsvpc';
  return [
    ...(isExternal ? (['EXTERNAL'] as const) : []),
    'EC2',
    ...(fitsFargate(draft) ? (['FARGATE'] as const) : []),
  ];
}
