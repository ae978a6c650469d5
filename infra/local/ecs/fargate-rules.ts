import { type ContainerRule, type Draft, has, type TaskRule } from './container-rules.ts';
import { clientError } from './refuse.ts';
import { firstProblem, refuseFirst } from './task-definition-rules.ts';
import { checkTaskSize } from './task-size.ts';

const isWindows = ({ runtimePlatform }: Draft) =>
  runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') === true;

/** What Fargate does not accept in a task (developer guide, Task definition differences for Fargate). */
const taskRules: readonly TaskRule[] = [
  ({ networkMode }) => networkMode !== 'awsvpc' && 'Fargate only supports network mode ‘awsvpc’.',
  ({ pidMode }) =>
    pidMode === 'host' &&
    "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'.",
  ({ ipcMode }) => ipcMode !== undefined && 'Tasks using the Fargate launch type do not support ipcMode.',
  ({ placementConstraints }) =>
    has(placementConstraints) && 'Fargate compatible task definitions do not support placementConstraints.',
  ({ inferenceAccelerators }) =>
    has(inferenceAccelerators) && 'Fargate compatible task definitions do not support inferenceAccelerators.',
  ({ volumes = [] }) =>
    volumes.some(({ host }) => host?.sourcePath !== undefined) &&
    'Fargate compatible task definitions do not support sourcePath',
  ({ volumes = [] }) =>
    volumes.some(({ dockerVolumeConfiguration }) => dockerVolumeConfiguration) &&
    'Fargate compatible task definitions do not support dockerVolumeConfiguration.',
  ({ volumes = [] }) =>
    volumes.some((volume) => volume.fsxWindowsFileServerVolumeConfiguration) &&
    'Fargate compatible task definitions do not support fsxWindowsFileServerVolumeConfiguration.',
  (task) =>
    isWindows(task) && Number(task.cpu) < 1024 && 'Fargate requires at least 1 vCPU for Windows containers.',
  ({ executionRoleArn, containers }) =>
    executionRoleArn === undefined &&
    containers.some(({ image }) => /^\d{12}\.dkr\.ecr\./.test(image)) &&
    'Fargate requires task definition to have execution role ARN to support ECR images.',
  ({ executionRoleArn, containers }) =>
    executionRoleArn === undefined &&
    containers.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs') &&
    'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
  // The agent reads environment files from S3 with this role (developer guide, Task execution IAM role).
  ({ executionRoleArn, containers }) =>
    executionRoleArn === undefined &&
    containers.some(({ environmentFiles }) => has(environmentFiles)) &&
    'Fargate requires task definition to have execution role ARN to support environment files.',
];

/** Container fields that Fargate does not support. */
const unsupported = [
  'disableNetworking',
  'dnsSearchDomains',
  'dnsServers',
  'dockerSecurityOptions',
  'extraHosts',
  'links',
  'privileged',
] as const;
const unsupportedLinux = ['devices', 'maxSwap', 'sharedMemorySize', 'swappiness'] as const;

/** Options of the awslogs log driver on Fargate: the required ones, and the optional ones. */
const requiredLogOptions = ['awslogs-group', 'awslogs-region', 'awslogs-stream-prefix'];
const logOptions = [
  ...requiredLogOptions,
  'awslogs-create-group',
  'awslogs-datetime-format',
  'awslogs-endpoint',
  'awslogs-multiline-pattern',
  'max-buffer-size',
  'mode',
];

const containerRules: readonly ContainerRule[] = [
  (container) => {
    const found = unsupported.find((member) => {
      const value = container[member];
      return Array.isArray(value) ? has(value) : value === true;
    });
    return found !== undefined && `Fargate does not support container option '${found}'.`;
  },
  ({ linuxParameters }) => {
    const found = unsupportedLinux.find((member) => {
      const value = linuxParameters?.[member];
      return Array.isArray(value) ? has(value) : value !== undefined;
    });
    return found !== undefined && `Fargate compatible task definitions do not support ${found}.`;
  },
  ({ linuxParameters }) => {
    const refused = linuxParameters?.capabilities?.add?.find((capability) => capability !== 'SYS_PTRACE');
    return refused !== undefined && `Fargate does not support adding the Linux capability '${refused}'.`;
  },
  ({ resourceRequirements = [] }) =>
    resourceRequirements.some(({ type }) => type === 'GPU') &&
    'Fargate compatible task definitions do not support GPU resource requirements.',
  ({ startTimeout = 2 }) =>
    (startTimeout < 2 || startTimeout > 120) &&
    'On Fargate startTimeout should be between 2 and 120 seconds.',
  ({ stopTimeout = 2 }) =>
    (stopTimeout < 2 || stopTimeout > 120) && 'On Fargate stopTimeout should be between 2 and 120 seconds.',
  ({ logConfiguration }) =>
    logConfiguration?.logDriver !== undefined &&
    !['awslogs', 'splunk', 'awsfirelens'].includes(logConfiguration.logDriver) &&
    `Fargate does not support log driver ${logConfiguration.logDriver}.`,
  ({ logConfiguration }) => {
    if (logConfiguration?.logDriver !== 'awslogs') return undefined;
    const given = Object.keys(logConfiguration.options ?? {});
    const missing = requiredLogOptions.filter((option) => !given.includes(option));
    if (missing.length > 0) return `Log driver awslogs requires options: ${missing.join(', ')}`;
    const unknown = given.filter((option) => !logOptions.includes(option));
    return unknown.length > 0 && `Log driver awslogs disallows options: ${unknown.join(', ')}`;
  },
  ({ firelensConfiguration }) =>
    firelensConfiguration?.options?.['config-file-type'] === 's3' &&
    "Fargate only supports the config-file-type 'file' of a firelensConfiguration.",
];

/** Refuses a definition that can't run on Fargate but lists it in `requiresCompatibilities`. */
export function checkFargate(task: Draft): void {
  const { containers, cpu, memory } = task;
  checkTaskSize(containers, { cpu, memory, isFargate: true });
  refuseFirst(task, taskRules, containerRules);
}

/** Whether it could run on Fargate, requested or not: ECS reports this in `compatibilities`. */
export function fitsFargate(task: Draft): boolean {
  const { containers, cpu, memory } = task;
  try {
    checkTaskSize(containers, { cpu, memory, isFargate: true }, clientError);
  } catch {
    return false;
  }
  return firstProblem(task, taskRules, containerRules) === undefined;
}
