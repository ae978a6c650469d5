import {
  ClientException,
  type ContainerDefinition,
  DescribeTaskDefinitionCommand,
  type ECSClient,
  type TaskDefinition as EcsTaskDefinition,
} from '@aws-sdk/client-ecs';
import { maskSecrets } from '../../redact/redact.ts';
import { imageTag, nameFromArn } from './target.ts';

/** What a person is shown of a task definition, by names that the catalogue translates. */
type DefinitionPartName =
  | 'size'
  | 'network'
  | 'launchType'
  | 'platform'
  | 'executionRole'
  | 'taskRole'
  | 'volumes'
  | 'image'
  | 'containerSize'
  | 'port'
  | 'essential'
  | 'entryPoint'
  | 'command'
  | 'healthCheck'
  | 'environment'
  | 'secrets'
  | 'dependsOn'
  | 'logGroup'
  | 'logDriver';

/** One setting of the task or of one of its containers; settings that are not set are absent. */
export interface DefinitionPart {
  readonly container?: string;
  readonly name: DefinitionPartName;
  /** With secrets masked; for environment variables and secrets only the names. Sizes as `256/512`, CPU units and MiB. */
  readonly value: string;
}

/** How one part changed between two revisions; `before` and `after` are absent if it was not set. */
export interface DefinitionChange extends Pick<DefinitionPart, 'container' | 'name'> {
  readonly before?: string;
  readonly after?: string;
  /** Names of environment variables or secrets whose values differ: the values themselves are never shown. */
  readonly valuesOf?: readonly string[];
}

/** What differs between two revisions of a task definition. */
export function definitionChanges(before: EcsTaskDefinition, after: EcsTaskDefinition): DefinitionChange[] {
  const old = byKey(before);
  const now = byKey(after);
  const changed = [...new Map([...old, ...now])].flatMap(([key, { container, name }]): DefinitionChange[] => {
    const was = old.get(key)?.value;
    const is = now.get(key)?.value;
    if (was === is) return [];
    return [
      {
        ...(container !== undefined && { container }),
        name,
        ...(was !== undefined && { before: was }),
        ...(is !== undefined && { after: is }),
      },
    ];
  });
  return [...changed, ...otherValues(before, after)];
}

function byKey(definition: EcsTaskDefinition): Map<string, DefinitionPart> {
  return new Map(
    toDefinitionParts(definition).map((part) => [JSON.stringify([part.container, part.name]), part]),
  );
}

function otherValues(before: EcsTaskDefinition, after: EcsTaskDefinition): DefinitionChange[] {
  return (after.containerDefinitions ?? []).flatMap((container) => {
    const was = before.containerDefinitions?.find(({ name }) => name === container.name);
    if (was === undefined) return [];
    const kinds = [
      ['environment', environment(was), environment(container)],
      ['secrets', secrets(was), secrets(container)],
    ] as const;
    return kinds.flatMap(([name, old, now]): DefinitionChange[] => {
      const valuesOf = [...now]
        .filter(([key, value]) => old.has(key) && old.get(key) !== value)
        .map(([key]) => key)
        .sort();
      return valuesOf.length === 0 ? [] : [{ container: container.name ?? '', name, valuesOf }];
    });
  });
}

function environment({ environment: all = [] }: ContainerDefinition): Map<string, string> {
  return new Map(all.map(({ name = '', value = '' }) => [name, value]));
}

function secrets({ secrets: all = [] }: ContainerDefinition): Map<string, string> {
  return new Map(all.map(({ name = '', valueFrom = '' }) => [name, valueFrom]));
}

type Parts = readonly (readonly [name: DefinitionPartName, value: string | undefined])[];

/** The parts of a task definition that matter to a reader, in ECS's order, the task's first. */
export function toDefinitionParts(definition: EcsTaskDefinition): DefinitionPart[] {
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

/** Words of a command line, which may contain secrets. */
function typed(words: readonly string[] | undefined): string {
  return maskSecrets((words ?? []).join(' '));
}

/** CPU units and MiB; ECS sends 0 for a container without a limit. */
function size(cpu: string | number | undefined, memory: string | number | undefined): string | undefined {
  return Number(cpu ?? 0) === 0 && Number(memory ?? 0) === 0 ? undefined : `${cpu || 0}/${memory || 0}`;
}

/** What a stop and an episode need from a task definition. */
interface Revision {
  /** Whether one of its essential containers has a health check: only those count for a task's health. */
  readonly hasHealthCheck: boolean;
  /** The tag of its first container's image. */
  readonly imageTag: string | undefined;
  readonly containers: readonly ContainerLogs[];
}

/** A container, its role in its task's life, and where its driver writes; `logGroup` and `streamPrefix` only for CloudWatch Logs with a prefix. */
export interface ContainerLogs {
  readonly container: string;
  readonly essential: boolean;
  /** Seconds; undefined if the host's default applies. */
  readonly stopTimeout: number | undefined;
  readonly driver: string | undefined;
  readonly logGroup: string | undefined;
  readonly streamPrefix: string | undefined;
}

/** `aws ecs describe-task-definition --task-definition family:revision`. A deleted one (ECS answers with ClientException) has no containers any more. */
export async function describeTaskDefinition(ecs: ECSClient, taskDefinition: string): Promise<Revision> {
  const { containerDefinitions = [] } = (await readRevision(ecs, taskDefinition)) ?? {};
  const image = containerDefinitions[0]?.image;
  return {
    hasHealthCheck: containerDefinitions.some(
      // A container is essential by default.
      ({ essential = true, healthCheck }) => essential && healthCheck !== undefined,
    ),
    imageTag: image === undefined ? undefined : imageTag(image),
    containers: containerDefinitions.map(
      ({ name = '', essential = true, stopTimeout, logConfiguration }) => ({
        container: name,
        essential,
        stopTimeout,
        driver: logConfiguration?.logDriver,
        logGroup: logConfiguration?.options?.['awslogs-group'],
        streamPrefix: logConfiguration?.options?.['awslogs-stream-prefix'],
      }),
    ),
  };
}

/** The same, shared by many requests for the same revisions. */
export type RevisionReader = (taskDefinition: string) => Promise<Revision>;

/** How many revisions are remembered. */
const mostRevisions = 500;

/** Reads each `family:revision` once, because a revision never changes. A failed read is not cached. */
export function revisionReader(ecs: ECSClient): RevisionReader {
  const known = new Map<string, Promise<Revision>>();

  return (taskDefinition) => {
    const kept = known.get(taskDefinition);
    if (kept !== undefined) return kept;
    const reading = describeTaskDefinition(ecs, taskDefinition);
    known.set(taskDefinition, reading);
    reading.catch(() => known.delete(taskDefinition));
    const [oldest] = known.keys();
    if (known.size > mostRevisions && oldest !== undefined) known.delete(oldest);
    return reading;
  };
}

/**
 * `aws ecs describe-task-definition --task-definition family[:revision]`; a family alone means its newest ACTIVE revision. Undefined if there is
 * none.
 */
export async function readRevision(
  ecs: ECSClient,
  taskDefinition: string,
): Promise<EcsTaskDefinition | undefined> {
  try {
    return (await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))).taskDefinition;
  } catch (error) {
    if (error instanceof ClientException) return undefined;
    throw error;
  }
}
