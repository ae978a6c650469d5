import type { Attribute, ContainerDefinition, NetworkMode, PortMapping } from '@aws-sdk/client-ecs';

/** A container definition with the values that ECS fills in for what was left out. */
export function fillContainer<Container extends ContainerDefinition>(
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
export function requiredAttributes(
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
