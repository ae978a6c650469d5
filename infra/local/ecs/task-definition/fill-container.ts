import type { ContainerDefinition, NetworkMode, PortMapping } from '@aws-sdk/client-ecs';

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
