import type { ReasonCode } from './codes.ts';

const guide = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';
const agent = 'https://github.com/aws/amazon-ecs-agent';

/** Pages and reports that contain the texts. */
const pages = {
  stoppedTasks: `${guide}/stopped-task-errors.html`,
  errorCodes: 'https://docs.aws.amazon.com/AmazonECS/latest/userguide/stopped-task-error-codes.html',
  taskStopped: 'https://repost.aws/knowledge-center/ecs-task-stopped',
  drainedTask: `${guide}/container-instance-draining.html`,
  spot: `${guide}/fargate-capacity-providers.html`,
  healthChecks: 'https://repost.aws/knowledge-center/ecs-task-container-health-check-failures',
  pull: `${guide}/task_cannot_pull_image.html`,
  pullAgent: `${agent}/pull/4181`,
  agentErrors: `${agent}/blob/master/agent/dockerclient/dockerapi/errors.go`,
  architecture: 'https://github.com/stacksimplify/aws-fargate-ecs-masterclass/issues/3',
  imageName: 'https://github.com/aws/copilot-cli/issues/2584',
  secrets: 'https://repost.aws/knowledge-center/ecs-unable-to-pull-secrets',
  malformed: 'https://github.com/rileydakota/valheim-ecs-fargate-cdk/issues/9',
  role: `${guide}/task_execution_IAM_role.html`,
  efs: 'https://github.com/aws/amazon-ecs-cli/issues/1083',
  envFiles: 'https://github.com/aws/aws-cdk/issues/12720',
  logs: 'https://github.com/airbnb/ottr/issues/7',
  start: `${guide}/cannot-start-container.html`,
  command: 'https://github.com/aws/amazon-ecs-cli/issues/78',
  port: 'https://github.com/aws/amazon-ecs-cli/issues/83',
  memoryAtStart: `${agent}/issues/3021`,
  mount: `${agent}/issues/2442`,
  thinPool: `${guide}/CannotCreateContainerError.html`,
  cgroup: 'https://github.com/nextflow-io/nextflow/issues/5380',
  noAddress: 'https://github.com/paradisec-archive/nabu/pull/1259',
  interface: `${agent}/issues/4825`,
  storage:
    'https://github.com/dagster-io/dagster/blob/master/python_modules/libraries/dagster-aws/dagster_aws/ecs/utils.py',
  capacity: 'https://repost.aws/knowledge-center/ecs-fargate-runtask-capacity',
  managed: `${guide}/managed-instances-capacity-providers-concept.html`,
  events: `${guide}/service-event-messages.html`,
  failures: `${guide}/api_failures_messages.html`,
} as const;

/** The essential part of a reason's text, and what it means. Rows are tried in order: the first that matches decides. */
interface ReasonRow {
  /** If set, the text must contain this; the pattern is tried from there on. */
  readonly after?: RegExp;
  readonly pattern: RegExp;
  readonly code: ReasonCode;
  /** Where the text is documented, or reported if no documentation has it. */
  readonly source: string;
  /**
   * For a decision to stop: the stop codes with which ECS writes it. With another code the same words come from somebody else; a container's reason
   * never contains them.
   */
  readonly stopCodes?: readonly string[];
}

const scheduler = ['ServiceSchedulerInitiated'];
/** All but EssentialContainerExited and UserInitiated; with the latter, anybody can write anything. */
const decided = [
  ...scheduler,
  'SpotInterruption',
  'TerminationNotice',
  'InfrastructureHealth',
  'TaskFailedToStart',
];

/** Matches at the start. ECS may put the subject before it: `Service web: `, `(service web) (task 3f2a…) `. */
const stating = (words: string) =>
  new RegExp(`^(?:(?:Service [^:( ]{1,300}:?|\\([^)]{1,500}\\)) ?){0,4}(?:${words})`, 'i');

/** Stops decided by ECS, AWS or a person. Load balancer stops have no stop code of their own, so the text decides. */
const stops: readonly ReasonRow[] = [
  {
    pattern: stating('Scaling activity initiated by .{0,40}ecs-svc/'),
    stopCodes: scheduler,
    code: 'scaling',
    source: pages.stoppedTasks,
  },
  {
    pattern: stating('(the |its )?container instance is in DRAINING state'),
    stopCodes: decided,
    code: 'draining',
    source: pages.drainedTask,
  },
  {
    pattern: stating('Container instance deregistration forced'),
    stopCodes: decided,
    code: 'deregistered',
    source: pages.stoppedTasks,
  },
  {
    pattern: stating('ECS is performing maintenance on'),
    stopCodes: decided,
    code: 'maintenance',
    source: pages.taskStopped,
  },
  {
    pattern: stating('(Your )?Spot (Task|Instance) was interrupted|Spot Interruption'),
    stopCodes: decided,
    code: 'spot',
    source: pages.spot,
  },
  { pattern: stating('Host EC2'), stopCodes: decided, code: 'hostLost', source: pages.stoppedTasks },
  {
    pattern: stating('(Task )?failed ELB health checks|is unhealthy in \\((elb|target-group)'),
    stopCodes: scheduler,
    code: 'loadBalancer',
    source: pages.stoppedTasks,
  },
  {
    pattern: stating('(Task )?failed container health checks'),
    stopCodes: scheduler,
    code: 'healthCheck',
    source: pages.healthChecks,
  },
  { pattern: /^Task stopped by user/i, stopCodes: [], code: 'byHand', source: pages.taskStopped },
  {
    pattern: /failed to normalize image reference|invalid reference format/i,
    code: 'badImageName',
    source: pages.imageName,
  },
  { pattern: /^Internal ?Error/i, code: 'internal', source: pages.errorCodes },
];

/** Errors when an image is pulled; agents before 2024 write `CannotPullECRContainerError` if ECR refuses. */
const pulling = /CannotPull(ECR)?Container/i;

const noRoute = [
  'i/o time',
  'request ?canceled',
  'Client\\.Timeout',
  'connection (refused|reset|timed out|issue)',
  'no such host',
  'no route to host',
  'network is unreachable',
  'reach any registry',
  'RequestError',
  'send request failed',
  'TLS handshake timeout',
  'deadline exceeded',
  'network configuration',
  'server misbehaving',
].join('|');

/** Why an image could not be pulled. Fargate truncates long texts, so part of a word must be enough at the end. */
const pulls: readonly ReasonRow[] = [
  {
    pattern: /reached your .{0,200}pull rate limit/is,
    code: 'pullRateLimit',
    source: pages.pull,
  },
  {
    after: pulling,
    pattern: /too ?many ?requests|rate exceeded/i,
    code: 'pullRateLimit',
    source: pages.pull,
  },
  {
    after: pulling,
    pattern:
      /matching platform|match for platform|no matching manifest|does not match the .{0,200}platform/is,
    code: 'wrongArchitecture',
    source: pages.architecture,
  },
  { after: pulling, pattern: /no space left on dev/i, code: 'diskFull', source: pages.pull },
  {
    after: pulling,
    pattern: /not authorized to perform|permissions to pull/i,
    code: 'pullDenied',
    source: pages.pullAgent,
  },
  // On EC2: the agent has no credentials of the execution role. The word in between is masked as if it were a credential.
  {
    after: pulling,
    pattern: /ecr credentials: \S{1,20} found/i,
    code: 'pullDenied',
    source: pages.agentErrors,
  },
  {
    after: pulling,
    pattern: /does not exist or (may|no pull)|whether the image exists/i,
    code: 'pullNotFoundOrDenied',
    source: pages.pullAgent,
  },
  { after: pulling, pattern: new RegExp(noRoute, 'i'), code: 'pullNoRoute', source: pages.pull },
  {
    after: pulling,
    pattern:
      /40[13] (Forbidden|Unauthorized)|status code:? 40[13]|unauthorized|access ?denied|basic auth|authentication required/i,
    code: 'pullDenied',
    source: pages.pull,
  },
  {
    after: pulling,
    pattern:
      /not ?found|does not exist|manifest unknown|name unknown|API error \(404\)|status code:? 404|\b404 Not Found/i,
    code: 'pullNotFound',
    source: pages.pull,
  },
  { after: pulling, pattern: /context ca/i, code: 'pullInterrupted', source: pages.pull },
  { pattern: pulling, code: 'pullOther', source: pages.pull },
];

/** Only at the start: when a container fails to start, these words follow its own. On EC2 the agent reports secrets without ECS's prefix. */
const preparing = /^(TaskFailedToStart: )?(ResourceInitializationError|fetching secret data from)/i;
const logging = /logging driver|logger args|log (?:stream|group)/i;
const mounting = /EFS utils|mount\.nfs4|EFS volume/i;

/** What a task needs before its containers start: file systems, logs, secrets, registry. */
const inits: readonly ReasonRow[] = [
  { after: mounting, pattern: /failed to resolve/i, code: 'efsName', source: pages.efs },
  {
    after: mounting,
    pattern: /access ?denied|not authorized/i,
    code: 'efsDenied',
    source: pages.efs,
  },
  { after: mounting, pattern: /no such file or dir/i, code: 'efsPath', source: pages.efs },
  {
    after: mounting,
    pattern: /connection (reset|refused|timed out)|timed? ?out/i,
    code: 'efsUnreachable',
    source: pages.efs,
  },
  { pattern: mounting, code: 'efsOther', source: pages.efs },
  { after: logging, pattern: /log group does not exist/i, code: 'logGroupMissing', source: pages.logs },
  { after: logging, pattern: /AccessDenied|not authorized/i, code: 'logDenied', source: pages.logs },
  // The container agent's own address: no VPC route leads there or would help.
  { after: logging, pattern: /CredentialsEndpointError/i, code: 'logDriver', source: pages.errorCodes },
  { after: logging, pattern: new RegExp(noRoute, 'i'), code: 'initNoRoute', source: pages.errorCodes },
  {
    after: /env files/i,
    pattern: /access ?denied|forbidden|not authorized/i,
    code: 'envFileDenied',
    source: pages.envFiles,
  },
  // Managed Instances, whose errors start with the same word.
  {
    after: preparing,
    pattern: /(Unfulfillable|InsufficientInstance)Capacity/,
    code: 'capacity',
    source: pages.managed,
  },
  {
    after: preparing,
    pattern: /VcpuLimitExceeded|Max[A-Za-z]{0,40}CountExceeded/,
    code: 'quota',
    source: pages.managed,
  },
  { after: preparing, pattern: /launch instance\(s\)/i, code: 'initOther', source: pages.managed },
  // Its host was too slow: no VPC route leads there or would help.
  {
    after: preparing,
    pattern: /configure ENI|setup regular eni/i,
    code: 'networkInterface',
    source: pages.interface,
  },
  { after: preparing, pattern: /AccessDenied|not authorized/i, code: 'initDenied', source: pages.secrets },
  {
    after: /unable to assume the /i,
    pattern: /role/i,
    code: 'roleNotAssumed',
    source: pages.role,
  },
  {
    after: preparing,
    pattern:
      /ResourceNotFoundException|can(not|['’]t) (find|retrieve) the (specified )?secret|invalid (ssm )?parameters|ParameterNotFound/i,
    code: 'secretMissing',
    source: pages.secrets,
  },
  {
    after: preparing,
    pattern: /invalid character|cannot unmarshal|did not contain json key/i,
    code: 'secretMalformed',
    source: pages.malformed,
  },
  { after: preparing, pattern: new RegExp(noRoute, 'i'), code: 'initNoRoute', source: pages.secrets },
  { pattern: logging, code: 'logDriver', source: pages.errorCodes },
  { after: preparing, pattern: /env files/i, code: 'envFile', source: pages.envFiles },
  { after: preparing, pattern: /secrets?\b|registry auth/i, code: 'initSecrets', source: pages.secrets },
  { pattern: preparing, code: 'initOther', source: pages.errorCodes },
  { pattern: /^Timeout waiting for EphemeralStorage/i, code: 'initOther', source: pages.storage },
];

const executing = /exec: /i;

/** Errors when a container was created, started, inspected or stopped. */
const starts: readonly ReasonRow[] = [
  { pattern: /OutOfMemoryError/i, code: 'outOfMemory', source: pages.taskStopped },
  { pattern: /no space left on dev|thin pool has/i, code: 'diskFull', source: pages.thinPool },
  { pattern: /exec format error/i, code: 'wrongArchitecture', source: pages.architecture },
  {
    pattern: /OOM-killed|cannot allocate memory/i,
    code: 'outOfMemoryAtStart',
    source: pages.memoryAtStart,
  },
  {
    pattern: /port is already allocated|address already in use/i,
    code: 'portInUse',
    source: pages.port,
  },
  { pattern: /executable file not found/i, code: 'commandNotFound', source: pages.command },
  {
    after: executing,
    pattern: /no such file or dir|": stat /i,
    code: 'commandNotFound',
    source: pages.command,
  },
  { after: executing, pattern: /permission denied/i, code: 'commandNotExecutable', source: pages.start },
  { pattern: /C[ao]nnot(Create|Inspect)Volume|VolumeDriver/i, code: 'volume', source: pages.errorCodes },
  {
    pattern: /rootfs_linux|mount callback failed|error mounting/i,
    code: 'mountFailed',
    source: pages.mount,
  },
  {
    pattern: /(DockerTimeout|ContainerRuntimeTimeout)Error/i,
    code: 'runtimeTimeout',
    source: pages.errorCodes,
  },
  { pattern: /ContainerRuntimeError|DockerStateError/i, code: 'runtime', source: pages.errorCodes },
  { pattern: /^CgroupError/i, code: 'runtime', source: pages.cgroup },
  { pattern: /CannotCreateContainerError/i, code: 'cannotCreate', source: pages.thinPool },
  { pattern: /CannotStartContainerError/i, code: 'cannotStart', source: pages.errorCodes },
  {
    pattern: /Cannot(Inspect|Describe)ContainerError/i,
    code: 'cannotInspect',
    source: pages.errorCodes,
  },
  { pattern: /CannotStopContainerError/i, code: 'cannotStop', source: pages.errorCodes },
];

/** Why a task had nowhere to run: no address, no host, no capacity. These texts also appear in service events and failures. */
const places: readonly ReasonRow[] = [
  { pattern: /InsufficientFreeAddressesInSubnet/i, code: 'noFreeAddress', source: pages.noAddress },
  {
    pattern: /network interface provision|Unexpected EC2 error|failed to setup network namespace/i,
    code: 'networkInterface',
    source: pages.interface,
  },
  { pattern: /capacity is unavailable|RESOURCE:FARGATE\b/i, code: 'capacity', source: pages.capacity },
  {
    pattern: /reached the limit on the number of|configuration is above your limit/i,
    code: 'quota',
    source: pages.events,
  },
  {
    pattern: /being throttled|^Rate exceeded|^ThrottlingException/i,
    code: 'throttled',
    source: pages.events,
  },
  {
    pattern: /No Container Instances were found|EMPTY CAPACITY PROVIDER/i,
    code: 'placementInstances',
    source: pages.events,
  },
  { pattern: /RESOURCE:CPU\b|insufficient CPU/i, code: 'placementCpu', source: pages.failures },
  { pattern: /RESOURCE:MEMORY\b|insufficient memory/i, code: 'placementMemory', source: pages.failures },
  {
    pattern: /RESOURCE:PORTS|already using a port|too many ports/i,
    code: 'placementPorts',
    source: pages.failures,
  },
  { pattern: /RESOURCE:ENI\b|insufficient ENI/i, code: 'placementEni', source: pages.failures },
  { pattern: /RESOURCE:GPU\b|insufficient GPU/i, code: 'placementGpu', source: pages.failures },
  {
    pattern: /missing an attribute|^(TaskFailedToStart: )?ATTRIBUTE\b/i,
    code: 'placementAttribute',
    source: pages.failures,
  },
  {
    pattern: /\bMemberOf\b|placement constraint|distinctInstance/i,
    code: 'placementConstraint',
    source: pages.events,
  },
  {
    pattern: /error "AGENT"|^(TaskFailedToStart: )?AGENT\b/,
    code: 'placementAgent',
    source: pages.failures,
  },
  { pattern: /unable to place a task/i, code: 'placementOther', source: pages.events },
];

/** The table: the first row that matches a text says what it means. */
export const reasonRows: readonly ReasonRow[] = [...stops, ...pulls, ...inits, ...starts, ...places];

/** Whether the row matches the text; in linear time, whatever the text. */
export function fits({ after, pattern }: ReasonRow, text: string): boolean {
  const from = after === undefined ? 0 : text.search(after);
  return from >= 0 && pattern.test(text.slice(from));
}
