import type { KeyValuePair, PortMapping, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { resourceName } from './refuse.ts';
import type { NamedContainer } from './task-size.ts';

/** A definition to register, with sizes in CPU units and MiB. */
export interface Draft extends RegisterTaskDefinitionRequest {
  readonly containers: readonly NamedContainer[];
}
/** What is wrong with it, in ECS's own words where known. */
export type TaskRule = (task: Draft) => string | false | undefined;
export type ContainerRule = (container: NamedContainer, task: Draft) => string | false | undefined;

export const has = (list: readonly unknown[] | undefined) => (list ?? []).length > 0;
/** The first name that occurs more than once. */
export const twice = (names: readonly string[]) => names.find((one, index) => names.indexOf(one) !== index);
const isAwsvpc = ({ networkMode }: Draft) => networkMode === 'awsvpc';

/** What no launch type accepts in a container. */
export const containerRules: readonly ContainerRule[] = [
  (container) => !resourceName.test(container.name) && 'Container.name contains invalid characters.',
  ({ image }) => imageProblem(image),
  ({ name: of, memory, memoryReservation }, task) =>
    task.memory === undefined &&
    memory === undefined &&
    memoryReservation === undefined &&
    `Invalid setting for container '${of}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
  ({ healthCheck }) =>
    healthCheck !== undefined &&
    !['CMD', 'CMD-SHELL', 'NONE'].includes(healthCheck.command?.[0] ?? '') &&
    "The health check command must start with 'CMD' or 'CMD-SHELL'.",
  (container, task) => dependencyProblem(container, task.containers),
  ({ mountPoints = [] }, { volumes = [] }) => {
    const unknown = mountPoints.find(({ sourceVolume }) => !volumes.some((one) => one.name === sourceVolume));
    return unknown !== undefined && `Unknown volume '${unknown.sourceVolume ?? ''}'.`;
  },
  ({ mountPoints = [] }) =>
    mountPoints.some(({ containerPath = '' }) => containerPath === '') &&
    'MountPoint.containerPath should not be null or empty.',
  ({ name: of, volumesFrom = [] }, { containers }) => {
    const others = containers.map((container) => container.name).filter((other) => other !== of);
    const unknown = volumesFrom.find(({ sourceContainer = '' }) => !others.includes(sourceContainer));
    return (
      unknown !== undefined &&
      `Invalid 'volumesFrom' setting for container '${of}': '${unknown.sourceContainer}'.`
    );
  },
  ({ links }, { networkMode = 'bridge' }) =>
    has(links) && networkMode !== 'bridge' && `Links are not supported when networkMode=${networkMode}.`,
  ({ name: of, links = [] }, { containers }) => {
    const unknown = links.find((link) => !containers.some((one) => one.name === link.split(':')[0]));
    return unknown !== undefined && `Invalid 'links' setting for container '${of}': '${unknown}'.`;
  },
  ({ hostname }, task) =>
    hostname !== undefined && isAwsvpc(task) && 'hostname is not supported when networkMode=awsvpc.',
  ({ extraHosts }, task) =>
    has(extraHosts) && isAwsvpc(task) && 'Extra hosts are not supported when networkMode=awsvpc.',
  ({ portMappings = [] }, { networkMode }) => {
    if (networkMode === 'none' && portMappings.length > 0) {
      return 'Port mappings are not supported when networkMode=none.';
    }
    return portMappings.map((mapping) => portProblem(mapping, networkMode)).find((problem) => problem);
  },
  ({ portMappings = [] }) => {
    const doubled = twice(portMappings.flatMap((mapping) => mapping.name ?? []));
    return doubled !== undefined && `PortMapping.name contains duplicates: '${doubled}'.`;
  },
  ({ secrets }, { executionRoleArn }) =>
    has(secrets) &&
    executionRoleArn === undefined &&
    "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
  ({ environment = [], secrets = [] }) => {
    const shared = twice([...uniqueNames(environment), ...secrets.map((secret) => secret.name ?? '')]);
    return (
      shared !== undefined &&
      `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${shared}'.`
    );
  },
  ({ repositoryCredentials }, { executionRoleArn }) =>
    repositoryCredentials !== undefined &&
    executionRoleArn === undefined &&
    'Private repository authentication requires that the task definition specify a value for executionRoleArn.',
  ({ environmentFiles = [] }) =>
    environmentFiles.some(({ value = '' }) => !value.endsWith('.env')) &&
    "An environment file must have the extension '.env'.",
  (container) => logProblem(container),
  ({ ulimits = [] }) => {
    const wrong = ulimits.find(
      ({ softLimit = 0, hardLimit = 0 }) => softLimit > hardLimit && hardLimit !== -1,
    );
    return wrong !== undefined && `The soft limit of ulimit '${wrong.name}' is greater than its hard limit.`;
  },
  ({ ulimits = [] }) => {
    const doubled = twice(ulimits.map((ulimit) => ulimit.name ?? ''));
    return doubled !== undefined && `Ulimit.name contains duplicates: '${doubled}'.`;
  },
  ({ linuxParameters }) =>
    linuxParameters?.swappiness !== undefined &&
    linuxParameters.maxSwap === undefined &&
    "A value for 'maxSwap' must be specified where 'swappiness' is.",
  ({ linuxParameters }) => {
    const { add = [], drop = [] } = linuxParameters?.capabilities ?? {};
    const unknown = [...add, ...drop].find((capability) => !capabilities.includes(capability));
    return unknown !== undefined && `'${unknown}' is not a Linux capability.`;
  },
  ({ linuxParameters }) =>
    linuxParameters?.devices?.some(({ hostPath = '' }) => hostPath === '') &&
    'Device.hostPath should not be null or empty.',
  ({ systemControls = [] }, { networkMode, ipcMode }) => {
    const wrong = systemControls.find(({ namespace = '', value }) => {
      const isIpc = /^(kernel\.(msg\w+|sem|shm\w+)|fs\.mqueue\..+)$/.test(namespace);
      if (value === undefined || (!isIpc && !namespace.startsWith('net.'))) return true;
      return isIpc ? ipcMode === 'host' : networkMode === 'host';
    });
    return wrong !== undefined && `The system control '${wrong.namespace ?? ''}' is not supported here.`;
  },
  ({ resourceRequirements = [] }, { inferenceAccelerators = [] }) => {
    const devices = inferenceAccelerators.map(({ deviceName }) => deviceName);
    const wrong = resourceRequirements.find(({ type, value = '' }) =>
      type === 'GPU' ? !/^[1-9]\d*$/.test(value) : !devices.includes(value),
    );
    return wrong !== undefined && `Invalid value '${wrong.value}' of the resource requirement ${wrong.type}.`;
  },
];

const capabilities =
  'ALL AUDIT_CONTROL AUDIT_WRITE BLOCK_SUSPEND CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG SYSLOG WAKE_ALARM'.split(
    ' ',
  );

function uniqueNames(pairs: readonly KeyValuePair[]): string[] {
  return [...new Set(pairs.map((pair) => pair.name ?? ''))];
}

function imageProblem(image: string): string | undefined {
  const [repository = '', digest] = image.split('@');
  if (!/^[A-Za-z0-9_\-:./#]+$/.test(repository)) return 'Container.image contains invalid characters.';
  if (repository.length > 255) return 'Container.image repository should be 255 characters or less.';
  const isWrong = digest !== undefined && !/^sha256:[A-Fa-f0-9]{64}$/.test(digest);
  return isWrong ? `Container.image has an invalid digest: '${digest}'.` : undefined;
}

function portProblem(
  { containerPort, hostPort, containerPortRange }: PortMapping,
  networkMode: Draft['networkMode'],
): string | undefined {
  if (containerPortRange !== undefined) {
    if (containerPort !== undefined || hostPort !== undefined) {
      return 'containerPortRange cannot be specified together with containerPort or hostPort.';
    }
    const [, from = 0, to = 0] = (/^(\d+)-(\d+)$/.exec(containerPortRange) ?? []).map(Number);
    return from < 1 || to > 65_535 || from >= to
      ? `Invalid container port range '${containerPortRange}'.`
      : undefined;
  }
  if (containerPort === undefined) return 'PortMapping.containerPort should not be null.';
  const isSame = hostPort === undefined || hostPort === 0 || hostPort === containerPort;
  if (isSame || (networkMode !== 'awsvpc' && networkMode !== 'host')) return undefined;
  return `When networkMode=${networkMode}, the host ports and container ports in port mappings must match.`;
}

/** A container's dependencies must exist, and must be able to reach the condition it waits for. */
function dependencyProblem(
  { name: of, dependsOn = [] }: NamedContainer,
  containers: readonly NamedContainer[],
): string | undefined {
  for (const { containerName, condition } of dependsOn) {
    const other = containers.find((container) => container.name === containerName);
    if (other === undefined) {
      return `Invalid 'dependsOn' setting for container '${of}': there is no container '${containerName}'.`;
    }
    if ((condition === 'SUCCESS' || condition === 'COMPLETE') && other.essential !== false) {
      return 'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container';
    }
    if (condition === 'HEALTHY' && other.healthCheck === undefined) {
      return `A dependency with HEALTHY condition needs a health check in container '${containerName}'.`;
    }
  }
  return undefined;
}

function logProblem(container: NamedContainer): string | undefined {
  if (container.logConfiguration?.logDriver !== 'awslogs') return undefined;
  const { options: given = {} } = container.logConfiguration;
  if (given['awslogs-group'] === undefined) return 'Log driver awslogs requires options: awslogs-group';
  if (given['awslogs-datetime-format'] !== undefined && given['awslogs-multiline-pattern'] !== undefined) {
    return 'Log driver awslogs cannot have both awslogs-datetime-format and awslogs-multiline-pattern.';
  }
  const { mode = 'non-blocking' } = given;
  return ['blocking', 'non-blocking'].includes(mode)
    ? undefined
    : `Log driver option mode cannot be '${mode}'.`;
}
