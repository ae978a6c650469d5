import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';
import { maskSecrets } from '../redact/redact.ts';
import type { DefinitionPart, DefinitionPartName } from './definition-part.ts';
import { nameFromArn } from './name-from-arn.ts';

type Parts = readonly (readonly [name: DefinitionPartName, value: string | undefined])[];

/** The parts of a task definition that a person wants to read, in ECS's order, the task's first. */
export function toDefinitionParts(definition: TaskDefinition): DefinitionPart[] {
  const { cpu, memory, runtimePlatform, volumes = [], containerDefinitions = [] } = definition;
  const task = set([
    ['size', size(cpu, memory)],
    ['network', definition.networkMode],
    ['launchType', list(definition.requiresCompatibilities)],
    ['platform', list([runtimePlatform?.operatingSystemFamily, runtimePlatform?.cpuArchitecture])],
    ['executionRole', definition.executionRoleArn && nameFromArn(definition.executionRoleArn)],
    ['taskRole', definition.taskRoleArn && nameFromArn(definition.taskRoleArn)],
    ['volumes', list(volumes.map(({ name }) => name))],
  ]);
  const containers = containerDefinitions.flatMap((container) =>
    set(containerParts(container)).map((part) => ({ container: container.name ?? '', ...part })),
  );
  return [...task, ...containers];
}

function containerParts(container: ContainerDefinition): Parts {
  const { portMappings = [], logConfiguration, environment = [], secrets = [], dependsOn = [] } = container;
  const group = logConfiguration?.options?.['awslogs-group'];
  return [
    ['image', container.image],
    ['containerSize', size(container.cpu, container.memory)],
    [
      'port',
      list(portMappings.map(({ containerPort, protocol = 'tcp' }) => `${containerPort ?? ''}/${protocol}`)),
    ],
    ['essential', container.essential === false ? 'false' : undefined],
    ['entryPoint', typed(container.entryPoint)],
    ['command', typed(container.command)],
    ['healthCheck', typed(container.healthCheck?.command)],
    ['environment', list(environment.map(({ name }) => name).sort())],
    ['secrets', list(secrets.map(({ name }) => name).sort())],
    ['dependsOn', list(dependsOn.map(({ containerName, condition }) => `${containerName} ${condition}`))],
    ['logGroup', group],
    ['logDriver', group === undefined ? logConfiguration?.logDriver : undefined],
  ];
}

function set(parts: Parts): { name: DefinitionPartName; value: string }[] {
  return parts.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

function list(values: readonly (string | undefined)[] | undefined): string {
  return (values ?? []).filter((value) => value !== undefined).join(', ');
}

/** Words of a command line, which may hold what should not be there. */
function typed(words: readonly string[] | undefined): string {
  return maskSecrets((words ?? []).join(' '));
}

/** CPU units and MiB; ECS sends 0 for what a container does not limit. */
function size(cpu: string | number | undefined, memory: string | number | undefined): string | undefined {
  return Number(cpu ?? 0) === 0 && Number(memory ?? 0) === 0 ? undefined : `${cpu || 0}/${memory || 0}`;
}
