import type { Service as SdkService } from '@aws-sdk/client-ecs';
import { maskSecrets } from '../redact/redact.ts';
import { type Deployment, toDeployment } from './deployment.ts';
import { nameFromArn } from './name-from-arn.ts';
import { toTags } from './to-tags.ts';

/** A service as DescribeServices tells it, narrowed once: what ECS always sends is always here. */
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
  /** ECS for an Express service, which ECS scales and deploys by its own settings; see `isExpress`. */
  readonly resourceManagementType: 'CUSTOMER' | 'ECS';
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly circuitBreaker: 'off' | 'on' | 'on, with rollback';
  /** Its deployments have lifecycle hooks: a function's, or a pause for a person. */
  readonly hasHooks?: true;
  /** The newest first; PRIMARY is what the service should be. */
  readonly deployments: readonly Deployment[];
  /** The last hundred, the newest first. */
  readonly events: readonly { readonly at: Date; readonly message: string }[];
  readonly loadBalancers: readonly { readonly targetGroup: string; readonly container: string }[];
  /** ARN of the revision that runs; from it DescribeServiceRevisions tells the images. */
  readonly revisionArn: string | undefined;
  /** Of every revision that has tasks: two or more while a deployment is in progress. */
  readonly revisionArns: readonly string[];
  readonly createdAt: Date | undefined;
  /** Empty where they were not asked for. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Narrows the SDK's all-optional service. */
export function toService(service: SdkService): Service {
  const configuration = service.deploymentConfiguration;
  const breaker = configuration?.deploymentCircuitBreaker;
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
    ...((configuration?.lifecycleHooks ?? []).length > 0 && { hasHooks: true as const }),
    circuitBreaker: breaker?.enable ? (breaker.rollback ? 'on, with rollback' : 'on') : 'off',
    deployments: (service.deployments ?? []).map(toDeployment),
    events: (service.events ?? []).flatMap(({ createdAt, message }) =>
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
