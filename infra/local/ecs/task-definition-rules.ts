import type { Volume } from '@aws-sdk/client-ecs';
import { type ContainerRule, containerRules, type Draft, type TaskRule, twice } from './container-rules.ts';
import { clientError, resourceName } from './refuse.ts';
import type { NamedContainer } from './task-size.ts';

/** Refuses what no launch type accepts. */
export function checkTaskDefinition(task: Draft): void {
  refuseFirst(task, taskRules, containerRules);
}

/** Throws the message of the first rule that the definition breaks. */
export function refuseFirst(
  task: Draft,
  ofTask: readonly TaskRule[],
  ofContainers: readonly ContainerRule[],
): void {
  const problem = firstProblem(task, ofTask, ofContainers);
  if (problem !== undefined) throw clientError(problem);
}

export function firstProblem(
  task: Draft,
  ofTask: readonly TaskRule[],
  ofContainers: readonly ContainerRule[],
): string | undefined {
  const sentences = [
    ...ofTask.map((rule) => rule(task)),
    ...task.containers.flatMap((container) => ofContainers.map((rule) => rule(container, task))),
  ];
  return sentences.find((sentence) => typeof sentence === 'string');
}

/** A role's ARN, or its bare name. */
const role = /^(arn:aws[a-z-]*:iam::\d{12}:role\/)?[\w+=,.@/-]+$/;

const taskRules: readonly TaskRule[] = [
  ({ containers }) => {
    const doubled = twice(containers.map((container) => container.name));
    return doubled !== undefined && `Container.name contains duplicates: '${doubled}'.`;
  },
  ({ containers }) =>
    containers.every(({ essential }) => essential === false) &&
    'Task definition must have at least one essential container.',
  ({ cpu, requiresCompatibilities = [] }) =>
    cpu !== undefined &&
    !requiresCompatibilities.includes('FARGATE') &&
    (Number(cpu) < 128 || Number(cpu) > 196_608) &&
    "Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
  ({ volumes = [] }) => volumes.map(volumeProblem).find((problem) => problem !== undefined),
  ({ volumes = [] }) => {
    const doubled = twice(volumes.map((volume) => volume.name ?? ''));
    return doubled !== undefined && `Volume.name contains duplicates: '${doubled}'.`;
  },
  ({ volumes = [] }) =>
    volumes.filter(({ configuredAtLaunch }) => configuredAtLaunch).length > 1 &&
    'Only one volume of a task definition can be configured at launch.',
  ({ containers }) => circle(containers),
  ({ requiresCompatibilities = [], networkMode }) =>
    requiresCompatibilities.includes('EXTERNAL') &&
    networkMode === 'awsvpc' &&
    'External instances do not support network mode ‘awsvpc’.',
  ({ containers }) =>
    containers.filter(({ firelensConfiguration }) => firelensConfiguration).length > 1 &&
    'Only one container of a task definition can have a firelensConfiguration.',
  ({ containers }) => {
    const isRouter = containers.some(({ firelensConfiguration }) => firelensConfiguration !== undefined);
    const isRouted = containers.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awsfirelens');
    if (isRouter === isRouted) return undefined;
    return isRouter
      ? 'When a firelensConfiguration object is specified, at least one container has to be configured with the awsfirelens log driver.'
      : 'When the awsfirelens log driver is specified, at least one container has to have a firelensConfiguration object.';
  },
  ({ proxyConfiguration, containers, networkMode }) => {
    if (proxyConfiguration === undefined) return undefined;
    if (networkMode !== 'awsvpc') return 'A proxy configuration needs networkMode=awsvpc.';
    const { containerName } = proxyConfiguration;
    const isThere = containers.some((container) => container.name === containerName);
    return !isThere && `The proxy's container '${containerName}' is not in the task definition.`;
  },
  ({ runtimePlatform, pidMode, ipcMode }) =>
    runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') &&
    (pidMode !== undefined || ipcMode !== undefined) &&
    'Windows containers do not support pidMode and ipcMode.',
  ({ runtimePlatform }) =>
    runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') &&
    runtimePlatform.cpuArchitecture === 'ARM64' &&
    'Windows containers only support the cpuArchitecture X86_64.',
  ({ enableFaultInjection, networkMode = '' }) =>
    enableFaultInjection === true &&
    !['awsvpc', 'host'].includes(networkMode) &&
    'Fault injection needs networkMode=awsvpc or host.',
  ({ taskRoleArn, executionRoleArn }) =>
    [taskRoleArn, executionRoleArn].some((given) => given !== undefined && !role.test(given)) &&
    'Role is not valid',
];

function circle(containers: readonly NamedContainer[]): string | undefined {
  const waitsFor = new Map(
    containers.map((container) => [
      container.name,
      [
        ...(container.dependsOn ?? []).map(({ containerName = '' }) => containerName),
        ...(container.links ?? []).map((link) => link.split(':')[0] ?? ''),
        ...(container.volumesFrom ?? []).map(({ sourceContainer = '' }) => sourceContainer),
      ],
    ]),
  );
  const free = new Set<string>();
  let before: number;
  do {
    before = free.size;
    for (const [one, others] of waitsFor) {
      if (others.every((other) => free.has(other) || !waitsFor.has(other))) free.add(one);
    }
  } while (free.size > before);
  const left = [...waitsFor.keys()].filter((one) => !free.has(one));
  return left.length > 0 ? `The containers ${left.join(', ')} depend on each other in a circle.` : undefined;
}

function volumeProblem(volume: Volume): string | undefined {
  const { host, dockerVolumeConfiguration, efsVolumeConfiguration, fsxWindowsFileServerVolumeConfiguration } =
    volume;
  if (!resourceName.test(volume.name ?? '')) {
    return volume.name === undefined || volume.name === ''
      ? 'Volume.name should not be null or empty.'
      : 'Volume.name contains invalid characters.';
  }
  const kinds = [
    host,
    dockerVolumeConfiguration,
    efsVolumeConfiguration,
    fsxWindowsFileServerVolumeConfiguration,
    volume.s3filesVolumeConfiguration,
    volume.configuredAtLaunch === true ? true : undefined,
  ];
  if (kinds.filter((kind) => kind !== undefined).length > 1) {
    return `Volume '${volume.name}' can have only one kind of configuration.`;
  }
  const { scope, autoprovision } = dockerVolumeConfiguration ?? {};
  if (autoprovision !== undefined && scope !== 'shared') {
    return "A Docker volume's autoprovision can only be specified with the scope 'shared'.";
  }
  const { authorizationConfig, transitEncryption, rootDirectory = '/' } = efsVolumeConfiguration ?? {};
  const { accessPointId, iam } = authorizationConfig ?? {};
  if (transitEncryption !== 'ENABLED' && (accessPointId !== undefined || iam === 'ENABLED')) {
    return 'EFS transit encryption must be enabled where IAM authorization or an access point is used.';
  }
  return accessPointId !== undefined && rootDirectory !== '/'
    ? "The EFS root directory must be omitted or '/' where an access point is used."
    : undefined;
}
