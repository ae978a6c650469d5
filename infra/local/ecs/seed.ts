import type { CreateServiceRequest, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { seedDigest } from '../ecr/seed.ts';
import type { LocalEcs } from './ecs.ts';

interface Place {
  readonly region: string;
  readonly accountId: string;
}

/** When the seeded services were created, in hours before startup. */
const hoursAgo = 5;

/** The execution role of every seeded task definition. */
export const seededRole = (accountId: string) => `arn:aws:iam::${accountId}:role/ecsTaskExecutionRole`;

/**
 * Fills an empty local ECS through its own actions: clusters `hands-on`, `shop` and `media` with services that have been steady for hours. Their
 * images are from ECR's seed, at the digest that each tag had then; the tag `shop/web:1.4.2` has moved since. `hasCanary` adds `shop/checkout`.
 */
export function seedEcs(
  ecs: LocalEcs,
  { hasCanary = false, ...place }: Place & { hasCanary?: boolean },
): void {
  const { actions } = ecs.service;
  const call = (name: string, input: Record<string, unknown>) => {
    const action = actions[name];
    if (action === undefined) throw new Error(`The local ECS has no action ${name} to be seeded with.`);
    action(input);
  };
  const registry = `${place.accountId}.dkr.ecr.${place.region}.amazonaws.com`;

  ecs.inThePast({
    agoMs: hoursAgo * 60 * 60 * 1000,
    resolveImage(image) {
      const [repository = '', tag = 'latest'] = image.slice(registry.length + 1).split(':');
      return { digest: seedDigest(repository, tag) };
    },
    live() {
      const services = seedServices(place);
      for (const clusterName of new Set(services.map(({ cluster }) => cluster))) {
        call('CreateCluster', { clusterName });
      }
      for (const service of services) createSeedService(service);
      if (hasCanary) createCanary();
    },
  });

  function logTo(family: string) {
    return {
      logDriver: 'awslogs' as const,
      options: {
        'awslogs-group': `/ecs/${family}`,
        'awslogs-region': place.region,
        'awslogs-stream-prefix': 'ecs',
      },
    };
  }

  function createCanary(): void {
    const { cluster, name: service } = canary;
    createSeedService(canaryService(place));
    // Given with the service, they would pause its first deployment too.
    const lifecycleHooks = [{ targetType: 'PAUSE', lifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'] }];
    call('UpdateService', { cluster, service, deploymentConfiguration: { lifecycleHooks } });
  }

  function createSeedService(seed: SeedService): void {
    const { cluster, name, desiredCount, image, container, service, isExpress = false } = seed;
    const family = cluster === 'hands-on' ? name : `${cluster}-${name}`;
    call('RegisterTaskDefinition', {
      family,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      executionRoleArn: seededRole(place.accountId),
      containerDefinitions: [
        {
          name,
          image: image.startsWith('public.ecr.aws/') ? image : `${registry}/${image}`,
          essential: true,
          logConfiguration: logTo(family),
          ...container,
        },
      ],
    });
    call('CreateService', {
      cluster,
      serviceName: name,
      taskDefinition: family,
      desiredCount,
      launchType: 'FARGATE',
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002', 'subnet-0a1b2c3d4e5f60003'],
          securityGroups: ['sg-0a1b2c3d4e5f60004'],
        },
      },
      ...service,
    });
    if (isExpress) ecs.makeExpress(cluster, name);
  }
}

/** A seeded service: where it is, how many tasks it has, and what its task definition and settings add to the defaults. */
interface SeedService {
  readonly cluster: string;
  readonly name: string;
  readonly desiredCount: number;
  /** Repository and tag in this account's ECR, or the full name of an image in another registry. */
  readonly image: string;
  /** Created by Express mode: ECS manages its resources. */
  readonly isExpress?: boolean;
  readonly container: Omit<
    NonNullable<RegisterTaskDefinitionRequest['containerDefinitions']>[number],
    'name' | 'image'
  >;
  readonly service?: Pick<
    CreateServiceRequest,
    'loadBalancers' | 'healthCheckGracePeriodSeconds' | 'deploymentController' | 'deploymentConfiguration'
  >;
}

/** The service that deploys as a canary, and pauses before each shift of traffic. */
export const canary = { cluster: 'shop', name: 'checkout' } as const;

function canaryService({ region, accountId }: Place): SeedService {
  const balancing = `arn:aws:elasticloadbalancing:${region}:${accountId}`;
  return {
    ...canary,
    desiredCount: 2,
    image: 'public.ecr.aws/nginx/nginx:1.29',
    container: { portMappings: [{ containerPort: 80 }] },
    service: {
      loadBalancers: [
        {
          targetGroupArn: `${balancing}:targetgroup/shop-checkout-blue/1f6a8d3c5b7e9204`,
          containerName: canary.name,
          containerPort: 80,
          advancedConfiguration: {
            alternateTargetGroupArn: `${balancing}:targetgroup/shop-checkout-green/8c2e4a6b0d1f3597`,
            productionListenerRule: `${balancing}:listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`,
            roleArn: `arn:aws:iam::${accountId}:role/ecsInfrastructureRole`,
          },
        },
      ],
      deploymentConfiguration: {
        strategy: 'CANARY',
        canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 5 },
        bakeTimeInMinutes: 5,
      },
    },
  };
}

/** What exists when the local ECS starts. */
function seedServices(place: Place): SeedService[] {
  const targetGroup = `arn:aws:elasticloadbalancing:${place.region}:${place.accountId}:targetgroup`;
  const behind = (path: string, containerName: string, containerPort: number) => ({
    loadBalancers: [{ targetGroupArn: `${targetGroup}/${path}`, containerName, containerPort }],
  });
  return [
    {
      cluster: 'hands-on',
      name: 'hello-world',
      desiredCount: 2,
      image: 'hello-world:latest',
      container: { portMappings: [{ containerPort: 80 }] },
      service: behind('hello-world/3a9e6d1c8b5f2704', 'hello-world', 80),
    },
    {
      cluster: 'shop',
      name: 'web',
      desiredCount: 3,
      image: 'shop/web:1.4.2',
      container: {
        portMappings: [{ containerPort: 8080 }],
        healthCheck: {
          command: ['CMD-SHELL', 'curl -f http://localhost:8080/health || exit 1'],
          interval: 10,
        },
      },
      service: {
        ...behind('shop-web/5b3f2a7c9d1e4f60', 'web', 8080),
        healthCheckGracePeriodSeconds: 30,
      },
    },
    {
      cluster: 'shop',
      name: 'api',
      desiredCount: 2,
      image: 'shop/api:2.0.1',
      container: { portMappings: [{ containerPort: 3000 }] },
    },
    {
      cluster: 'shop',
      name: 'worker',
      desiredCount: 1,
      image: 'shop/worker:0.9.0',
      container: { stopTimeout: 60 },
    },
    // Scaled by Application Auto Scaling, see autoscaling/autoscaling.ts.
    {
      cluster: 'media',
      name: 'encoder',
      desiredCount: 2,
      image: 'public.ecr.aws/docker/library/busybox:1.37',
      container: { stopTimeout: 120 },
    },
    {
      cluster: 'media',
      name: 'player',
      desiredCount: 2,
      image: 'public.ecr.aws/nginx/nginx:1.29',
      container: { portMappings: [{ containerPort: 80 }] },
      service: {
        deploymentController: { type: 'CODE_DEPLOY' },
        ...behind('media-player/7d2c9b4e1f3a5c80', 'player', 80),
      },
    },
    {
      cluster: 'media',
      name: 'site',
      desiredCount: 1,
      image: 'public.ecr.aws/docker/library/httpd:2.4',
      isExpress: true,
      container: { portMappings: [{ containerPort: 80 }] },
    },
  ];
}
