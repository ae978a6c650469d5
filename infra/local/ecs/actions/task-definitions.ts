import type {
  Attribute,
  Compatibility,
  ContainerDefinition,
  NetworkMode,
  PortMapping,
  RegisterTaskDefinitionRequest,
} from '@aws-sdk/client-ecs';
import type { Draft } from '../container-rules.ts';
import { checkFargate, fitsFargate } from '../fargate-rules.ts';
import { findTaskDefinition } from '../find.ts';
import { describeTaskDefinition } from '../model/describe-task.ts';
import type { TaskDefinitionEntity } from '../model/task.ts';
import { checkTags, clientError, invalidParameter, resourceName } from '../refuse.ts';
import { type EcsActions, takePage } from '../request-model.ts';
import { checkTaskDefinition } from '../task-definition-rules.ts';
import { checkTaskSize, type NamedContainer, readSize } from '../task-size.ts';
import type { EcsWorld } from '../world.ts';

export const taskDefinitionActions = {
  /** `aws ecs describe-task-definition --task-definition family[:revision] --include TAGS`. INACTIVE revisions too, by number. */
  DescribeTaskDefinition(world, input) {
    const entity = findTaskDefinition(world, input.taskDefinition ?? '');
    if (entity === undefined) throw clientError('Unable to describe task definition.');
    return {
      taskDefinition: describeTaskDefinition(entity),
      tags: input.include?.includes('TAGS') ? entity.tags : [],
    };
  },

  /** `aws ecs deregister-task-definition --task-definition family:revision`: INACTIVE from now on; its number is not reused. */
  DeregisterTaskDefinition(world, { taskDefinition = '' }) {
    if (!/:\d+$/.test(taskDefinition)) throw invalidParameter('Invalid revision number. Number: null');
    const entity = findTaskDefinition(world, taskDefinition);
    if (entity === undefined) throw clientError('The specified task definition does not exist.');
    if (entity.status === 'ACTIVE') {
      entity.status = 'INACTIVE';
      entity.deregisteredAt = world.time.now();
    }
    return { taskDefinition: describeTaskDefinition(entity) };
  },

  /** `aws ecs list-task-definitions --family-prefix … --status … --sort …`: by family and revision, 100 a page. */
  ListTaskDefinitions(world, input) {
    const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = input;
    const arns = [...world.store.taskDefinitions.entries()]
      // The name says prefix, but ECS compares the whole family.
      .filter(([family]) => familyPrefix === undefined || family === familyPrefix)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([, revisions]) => revisions.filter((entity) => entity.status === status))
      .map(({ arn }) => arn);
    const { items, nextToken } = takePage(
      'ListTaskDefinitions',
      sort === 'ASC' ? arns : arns.toReversed(),
      input,
      100,
    );
    return { taskDefinitionArns: items, nextToken };
  },

  /** `aws ecs register-task-definition --cli-input-json …`: the next revision of its family. */
  RegisterTaskDefinition(world, input) {
    const { family = '' } = input;
    if (!resourceName.test(family)) throw clientError('Family contains invalid characters.');
    const tags = checkTags(input.tags);
    const entity = createEntity(world, input, family, tags);
    world.store.taskDefinitions.set(family, [...(world.store.taskDefinitions.get(family) ?? []), entity]);
    return { taskDefinition: describeTaskDefinition(entity), tags };
  },
} satisfies EcsActions;

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
      // The default mode is bridge, but ECS then shows none.
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

/** Where it could run: EXTERNAL (your own data centre) without a network interface of its own, Fargate by Fargate's rules. */
function compatibilities(draft: Draft): Compatibility[] {
  const isExternal = draft.networkMode !== 'awsvpc';
  return [
    ...(isExternal ? (['EXTERNAL'] as const) : []),
    'EC2',
    ...(fitsFargate(draft) ? (['FARGATE'] as const) : []),
  ];
}

/** A container definition with ECS's defaults filled in. */
function fillContainer<Container extends ContainerDefinition>(
  container: Container,
  networkMode: NetworkMode,
): Container {
  const { healthCheck } = container;
  return {
    ...container,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: container.systemControls ?? [],
    portMappings: (container.portMappings ?? []).map((mapping) => fillPort(mapping, networkMode)),
    ...(healthCheck !== undefined && {
      healthCheck: {
        ...healthCheck,
        interval: healthCheck.interval ?? 30,
        timeout: healthCheck.timeout ?? 5,
        retries: healthCheck.retries ?? 3,
      },
    }),
  };
}

function fillPort(mapping: PortMapping, networkMode: NetworkMode): PortMapping {
  const { containerPort, hostPort, containerPortRange, protocol = 'tcp' } = mapping;
  if (containerPortRange !== undefined) return { ...mapping, protocol };
  const isFixed = networkMode === 'awsvpc' || networkMode === 'host';
  return { ...mapping, hostPort: isFixed ? containerPort : (hostPort ?? 0), protocol };
}

/** The capabilities that ECS derives from a definition and shows as `requiresAttributes`. */
function requiredAttributes(
  containers: readonly ContainerDefinition[],
  networkMode: NetworkMode,
  roles: { readonly task: boolean; readonly execution: boolean },
): Attribute[] {
  const names = new Set<string>();
  const add = (condition: boolean, ...what: string[]) => {
    if (condition) for (const name of what) names.add(name);
  };
  const usesEcr = containers.some(({ image = '' }) => /^\d{12}\.dkr\.ecr\./.test(image));
  const logDrivers = containers.flatMap(({ logConfiguration }) => logConfiguration?.logDriver ?? []);
  for (const driver of logDrivers) names.add(`com.amazonaws.ecs.capability.logging-driver.${driver}`);
  add(roles.execution && logDrivers.includes('awslogs'), 'ecs.capability.execution-role-awslogs');
  add(usesEcr, 'com.amazonaws.ecs.capability.ecr-auth');
  add(usesEcr && roles.execution, 'ecs.capability.execution-role-ecr-pull');
  add(roles.task, 'com.amazonaws.ecs.capability.task-iam-role');
  add(networkMode === 'awsvpc', 'ecs.capability.task-eni');
  add(
    containers.some(({ healthCheck }) => healthCheck !== undefined),
    'ecs.capability.container-health-check',
    'com.amazonaws.ecs.capability.docker-remote-api.1.29',
  );
  add(true, 'com.amazonaws.ecs.capability.docker-remote-api.1.18');
  return [...names].map((name) => ({ name }));
}
