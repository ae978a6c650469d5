import {
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  type ECSClient,
  paginateListServices,
  type Deployment as SdkDeployment,
  type Service as SdkService,
  UpdateServiceCommand,
  type UpdateServiceCommandOutput,
} from '@aws-sdk/client-ecs';
import pMap from 'p-map';
import { masked, maskSecrets } from '../../redact/redact.ts';
import { toTags } from './clusters.ts';
import { inChunks } from './errors.ts';
import { nameFromArn } from './target.ts';

/** A service from DescribeServices, narrowed once: what ECS always sends is always here. */
export interface Service {
  readonly arn: string;
  readonly name: string;
  /** The cluster's name. */
  readonly cluster: string;
  readonly status: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  /** `family:revision` */
  readonly taskDefinition: string;
  /** FARGATE, EC2, EXTERNAL, or the names of its capacity providers. */
  readonly launchType: string;
  readonly schedulingStrategy: 'REPLICA' | 'DAEMON';
  /** ECS (rolling), CODE_DEPLOY or EXTERNAL. */
  readonly deploymentController: string;
  /** ECS for an Express service, which ECS scales and deploys with its own settings; see `isExpress`. */
  readonly resourceManagementType: 'CUSTOMER' | 'ECS';
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly circuitBreaker: 'off' | 'on' | 'on, with rollback';
  /** ROLLING, BLUE_GREEN, LINEAR or CANARY. */
  readonly strategy: string;
  /** The lifecycle hooks of its deployments: AWS_LAMBDA calls a function, PAUSE waits for a person. */
  readonly hooks: readonly { readonly type: string; readonly stages: readonly string[] }[];
  /** ARN of its service deployment; DescribeServiceDeployments tells its stage. */
  readonly deploymentArn?: string;
  /** Newest first; PRIMARY is what the service should be. */
  readonly deployments: readonly Deployment[];
  /** The last hundred, newest first. Empty if texts were not requested. */
  readonly events: readonly { readonly at: Date; readonly message: string }[];
  readonly loadBalancers: readonly { readonly targetGroup: string; readonly container: string }[];
  /** ARN of the running revision; DescribeServiceRevisions gives its images. */
  readonly revisionArn: string | undefined;
  /** Every revision that has tasks: two or more while a deployment is in progress. */
  readonly revisionArns: readonly string[];
  readonly createdAt: Date | undefined;
  /** Empty if they were not requested. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What an answer has only where it is wanted. `TEXTS` are ECS's own sentences: each of up to a hundred is read for secrets, which takes time. */
export type Included = 'TAGS' | 'TEXTS';

/** Narrows the SDK's all-optional service. */
export function toService(service: SdkService, include: readonly Included[] = []): Service {
  const configuration = service.deploymentConfiguration;
  const breaker = configuration?.deploymentCircuitBreaker;
  const hasTexts = include.includes('TEXTS');
  return {
    arn: service.serviceArn ?? '',
    name: service.serviceName ?? '',
    cluster: nameFromArn(service.clusterArn ?? ''),
    status: service.status ?? 'ACTIVE',
    desiredCount: service.desiredCount ?? 0,
    runningCount: service.runningCount ?? 0,
    pendingCount: service.pendingCount ?? 0,
    taskDefinition: nameFromArn(service.taskDefinition ?? ''),
    launchType: service.launchType ?? capacityProviders(service),
    schedulingStrategy: service.schedulingStrategy ?? 'REPLICA',
    deploymentController: service.deploymentController?.type ?? 'ECS',
    resourceManagementType: service.resourceManagementType ?? 'CUSTOMER',
    minimumHealthyPercent: configuration?.minimumHealthyPercent ?? 100,
    maximumPercent: configuration?.maximumPercent ?? 200,
    strategy: configuration?.strategy ?? 'ROLLING',
    hooks: (configuration?.lifecycleHooks ?? []).map(
      ({ targetType = 'AWS_LAMBDA', lifecycleStages = [] }) => ({
        type: targetType,
        stages: lifecycleStages,
      }),
    ),
    circuitBreaker: breaker?.enable ? (breaker.rollback ? 'on, with rollback' : 'on') : 'off',
    ...(service.currentServiceDeployment && { deploymentArn: service.currentServiceDeployment }),
    deployments: (service.deployments ?? []).map((each) => toDeployment(each, hasTexts)),
    events: (hasTexts ? (service.events ?? []) : []).flatMap(({ createdAt, message }) =>
      createdAt && message ? [{ at: createdAt, message: maskSecrets(message) }] : [],
    ),
    loadBalancers: (service.loadBalancers ?? []).map(({ targetGroupArn, loadBalancerName, ...lb }) => ({
      targetGroup: targetGroupArn?.split('/')[1] ?? loadBalancerName ?? '',
      container: `${lb.containerName}:${lb.containerPort}`,
    })),
    revisionArn: service.currentServiceRevisions?.[0]?.arn,
    revisionArns: (service.currentServiceRevisions ?? []).flatMap(({ arn }) => arn ?? []),
    createdAt: service.createdAt,
    tags: toTags(service.tags),
  };
}

function capacityProviders({ capacityProviderStrategy = [] }: SdkService): string {
  return capacityProviderStrategy.map(({ capacityProvider }) => capacityProvider).join(', ') || 'EC2';
}

/** One deployment of a service. */
export interface Deployment {
  /** `ecs-svc/…` */
  readonly id: string;
  readonly status: string;
  /** IN_PROGRESS, COMPLETED or FAILED; absent with a Classic load balancer or another deployment controller. */
  readonly rolloutState: string | undefined;
  /** Absent if texts were not requested. */
  readonly rolloutStateReason: string | undefined;
  /** `family:revision` */
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  readonly failedTasks: number;
  readonly createdAt: Date | undefined;
  readonly updatedAt: Date | undefined;
}

/** Narrows the SDK's all-optional deployment. */
function toDeployment(deployment: SdkDeployment, hasTexts: boolean): Deployment {
  return {
    id: deployment.id ?? '',
    status: deployment.status ?? '',
    rolloutState: deployment.rolloutState,
    rolloutStateReason: hasTexts ? masked(deployment.rolloutStateReason) : undefined,
    taskDefinition: nameFromArn(deployment.taskDefinition ?? ''),
    desiredCount: deployment.desiredCount ?? 0,
    runningCount: deployment.runningCount ?? 0,
    pendingCount: deployment.pendingCount ?? 0,
    failedTasks: deployment.failedTasks ?? 0,
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
  };
}

/** What a service revision runs: an image's digest is what its tag pointed to when it was deployed. */
export interface ServiceRevision {
  readonly arn: string;
  /** `family:revision` */
  readonly taskDefinition: string;
  readonly images: readonly {
    readonly container: string;
    readonly image: string;
    readonly digest: string | undefined;
  }[];
  /** When it was first deployed. */
  readonly createdAt?: Date;
}

/** `aws ecs describe-service-revisions --service-revision-arns …`, twenty per call. */
export function describeServiceRevisions(
  ecs: ECSClient,
  arns: readonly string[],
): Promise<ServiceRevision[]> {
  return inChunks(arns, 20, async (serviceRevisionArns) => {
    const answer = await ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns }));
    return (answer.serviceRevisions ?? []).map(({ containerImages = [], ...revision }) => ({
      arn: revision.serviceRevisionArn ?? '',
      taskDefinition: nameFromArn(revision.taskDefinition ?? ''),
      ...(revision.createdAt && { createdAt: revision.createdAt }),
      images: containerImages.map(({ containerName = '', image = '', imageDigest }) => ({
        container: containerName,
        image,
        digest: imageDigest,
      })),
    }));
  });
}

/** Whether a rollout is in progress: an older deployment still has tasks, or the newest is not finished. */
export function isDeploying({ deployments }: Pick<Service, 'deployments'>): boolean {
  return deployments.length > 1 || deployments.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS');
}

/** Whether a service is steady: one deployment, finished, and every wanted task running. */
export function isSteady(service: Service): boolean {
  const [deployment, ...older] = service.deployments;
  return (
    older.length === 0 &&
    service.runningCount === service.desiredCount &&
    service.pendingCount === 0 &&
    (deployment?.rolloutState ?? 'COMPLETED') === 'COMPLETED'
  );
}

/** `aws ecs list-services --cluster …`: the names of all services, a hundred per call (ECS's own default is ten). */
export async function listServices(ecs: ECSClient, cluster: string): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListServices({ client: ecs }, { cluster, maxResults: 100 })) {
    names.push(...(page.serviceArns ?? []).map(nameFromArn));
  }
  return names;
}

/** The same for several clusters. */
export async function listServicesOf(ecs: ECSClient, clusters: readonly string[]): Promise<ServiceName[]> {
  const listed = await pMap(
    clusters,
    async (cluster) => (await listServices(ecs, cluster)).map((name) => ({ cluster, name })),
    { concurrency: 4 },
  );
  return listed.flat();
}

interface ServiceName {
  readonly cluster: string;
  readonly name: string;
}

/** Whether `aws ecs update-service` begins a deployment of it: it is not being deleted, and neither Express Mode, CodeDeploy nor anybody else deploys it. */
export function isDeployedByEcs(service: Service): boolean {
  return service.status === 'ACTIVE' && service.deploymentController === 'ECS' && !isExpress(service);
}

/**
 * Whether ECS runs the service in Express Mode: its scaling target, changed with UpdateExpressGatewayService, overwrites any desired count. A service
 * with CodeDeploy or an EXTERNAL controller accepts a count through UpdateService, but no task definition.
 */
export function isExpress({ resourceManagementType }: Service): boolean {
  return resourceManagementType === 'ECS';
}

/**
 * `aws ecs describe-services --cluster … --services …`, ten per call (ECS refuses more). The answer has tags with `include: ['TAGS']`, events and the reasons of rollouts with `TEXTS`. A service that
 * does not exist, or no longer (INACTIVE), is simply not in the answer.
 */
export async function describeServices(
  ecs: ECSClient,
  cluster: string,
  names: readonly string[],
  include: readonly Included[] = [],
): Promise<Service[]> {
  const known = await describeKnownServices(ecs, cluster, names, include);
  return known.filter(({ status }) => status !== 'INACTIVE');
}

/** One service; undefined if ECS knows no such service or cluster, or refuses the name itself. */
export async function describeService(
  ecs: ECSClient,
  cluster: string,
  name: string,
  include: readonly Included[] = [],
): Promise<Service | undefined> {
  if (name === '' || cluster === '') return undefined;
  try {
    return (await describeServices(ecs, cluster, [name], include))[0];
  } catch (error) {
    if (isUnknownName(error)) return undefined;
    throw error;
  }
}

/** Whether ECS says that it has no such cluster, or that the name is invalid. */
export function isUnknownName(error: unknown): boolean {
  const unknown = ['ClusterNotFoundException', 'InvalidParameterException'];
  return error instanceof Error && unknown.includes(error.name);
}

/** `describeServices`, including recently deleted services: ECS remembers them as INACTIVE for a while. */
export function describeKnownServices(
  ecs: ECSClient,
  cluster: string,
  names: readonly string[],
  include: readonly Included[] = [],
): Promise<Service[]> {
  return inChunks(names, 10, async (services) => {
    const fields = include.filter((each) => each === 'TAGS');
    const answer = await ecs.send(new DescribeServicesCommand({ cluster, services, include: fields }));
    return (answer.services ?? []).map((service) => toService(service, include));
  });
}

/**
 * `aws ecs update-service --cluster … --service … --force-new-deployment`: begins another deployment of the same task definition; ECS looks up again
 * what the tags of its images mean. Sent again, it begins one more. Returns the request's id, and the deployment's, `ecs-svc/…`.
 */
export async function forceNewDeployment(
  ecs: ECSClient,
  target: { readonly cluster: string; readonly service: string },
): Promise<Begun> {
  return begunBy(await ecs.send(new UpdateServiceCommand({ ...target, forceNewDeployment: true })));
}

/** A deployment that a request began, `ecs-svc/…`, and the request's id. */
interface Begun {
  readonly requestId: string | undefined;
  readonly deploymentId: string | undefined;
}

function begunBy({ service, $metadata }: UpdateServiceCommandOutput): Begun {
  const primary = service?.deployments?.find(({ status }) => status === 'PRIMARY');
  return { requestId: $metadata.requestId, deploymentId: primary?.id };
}

/**
 * `aws ecs update-service --cluster … --service … --task-definition family:revision`: begins a deployment of that revision, by the service's own
 * strategy; its network and load balancers stay. Returns the request's id, and the deployment's, `ecs-svc/…`.
 */
export async function updateTaskDefinition(
  ecs: ECSClient,
  target: { readonly cluster: string; readonly service: string },
  taskDefinition: string,
): Promise<Begun> {
  return begunBy(await ecs.send(new UpdateServiceCommand({ ...target, taskDefinition })));
}

/** `aws ecs update-service --cluster … --service … --desired-count …`: starts no deployment. Returns the request's id. */
export async function updateDesiredCount(
  ecs: ECSClient,
  target: { readonly cluster: string; readonly service: string },
  desiredCount: number,
): Promise<string | undefined> {
  const { $metadata } = await ecs.send(new UpdateServiceCommand({ ...target, desiredCount }));
  return $metadata.requestId;
}
