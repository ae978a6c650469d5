import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { clientError } from '../refuse/client-error.ts';

/** Refuses container definitions as ECS refuses them; what it answers has a name and an image. */
export function checkContainers(
  containers: readonly ContainerDefinition[] = [],
  taskMemory: string | undefined,
): (ContainerDefinition & { name: string; image: string })[] {
  if (containers.length === 0) throw clientError('Container list cannot be empty.');
  if (containers.length > 10) throw clientError('Container list can have at most 10 items.');
  const checked = containers.map((container) => checkContainer(container, taskMemory));
  const names = checked.map(({ name }) => name);
  const doubled = names.find((name, index) => names.indexOf(name) !== index);
  if (doubled !== undefined) throw clientError(`Container.name contains duplicates: '${doubled}'.`);
  if (checked.every(({ essential }) => essential === false)) {
    throw clientError('Task definition must have at least one essential container.');
  }
  return checked;
}

function checkContainer(container: ContainerDefinition, taskMemory: string | undefined) {
  const { name, image, memory, memoryReservation, healthCheck } = container;
  if (name === undefined || name === '') throw clientError('Container.name should not be null or empty.');
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) throw clientError('Container.name contains invalid characters.');
  if (image === undefined || image === '') throw clientError('Container.image should not be null or empty.');
  if (taskMemory === undefined && memory === undefined && memoryReservation === undefined) {
    throw clientError(
      `Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
    );
  }
  if (memory !== undefined && memory < 4) {
    throw clientError(`Invalid 'memory' setting for container '${name}'.`);
  }
  if (healthCheck !== undefined && (healthCheck.command ?? []).length === 0) {
    throw clientError(`Invalid health check for container '${name}': the command can not be empty.`);
  }
  for (const { containerPort = 0 } of container.portMappings ?? []) {
    if (containerPort < 0 || containerPort > 65535) {
      throw clientError(`Invalid 'containerPort' setting for container '${name}'.`);
    }
  }
  return { ...container, name, image };
}
