import type { CreateServiceRequest, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';

/** A service of the seed: where it lies, how many tasks, and what goes into its task definition and itself beyond the rule. */
export interface SeedService {
  readonly cluster: string;
  readonly name: string;
  readonly desiredCount: number;
  /** Repository and tag in this account's ECR, or an image of another registry in full. */
  readonly image: string;
  /** Made by Express mode: ECS manages what belongs to it. */
  readonly isExpress?: boolean;
  readonly container: Omit<
    NonNullable<RegisterTaskDefinitionRequest['containerDefinitions']>[number],
    'name' | 'image'
  >;
  readonly service: Pick<
    CreateServiceRequest,
    'loadBalancers' | 'healthCheckGracePeriodSeconds' | 'deploymentController'
  >;
}

/** What is there when the local ECS starts. */
export function seedServices(place: { readonly region: string; readonly accountId: string }): SeedService[] {
  const targetGroup = `arn:aws:elasticloadbalancing:${place.region}:${place.accountId}:targetgroup`;
  return [
    {
      cluster: 'hands-on',
      name: 'hello-world',
      desiredCount: 2,
      image: 'hello-world:latest',
      container: { portMappings: [{ containerPort: 80 }] },
      service: {
        loadBalancers: [
          {
            targetGroupArn: `${targetGroup}/hello-world/3a9e6d1c8b5f2704`,
            containerName: 'hello-world',
            containerPort: 80,
          },
        ],
      },
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
        loadBalancers: [
          {
            targetGroupArn: `${targetGroup}/shop-web/5b3f2a7c9d1e4f60`,
            containerName: 'web',
            containerPort: 8080,
          },
        ],
        healthCheckGracePeriodSeconds: 30,
      },
    },
    {
      cluster: 'shop',
      name: 'api',
      desiredCount: 2,
      image: 'shop/api:2.0.1',
      container: { portMappings: [{ containerPort: 3000 }] },
      service: {},
    },
    {
      cluster: 'shop',
      name: 'worker',
      desiredCount: 1,
      image: 'shop/worker:0.9.0',
      container: { stopTimeout: 60 },
      service: {},
    },
    // Scaled by Application Auto Scaling, see seed-autoscaling.ts.
    {
      cluster: 'media',
      name: 'encoder',
      desiredCount: 2,
      image: 'public.ecr.aws/docker/library/busybox:1.37',
      container: { stopTimeout: 120 },
      service: {},
    },
    {
      cluster: 'media',
      name: 'player',
      desiredCount: 2,
      image: 'public.ecr.aws/nginx/nginx:1.29',
      container: { portMappings: [{ containerPort: 80 }] },
      service: {
        deploymentController: { type: 'CODE_DEPLOY' },
        loadBalancers: [
          {
            targetGroupArn: `${targetGroup}/media-player/7d2c9b4e1f3a5c80`,
            containerName: 'player',
            containerPort: 80,
          },
        ],
      },
    },
    {
      cluster: 'media',
      name: 'site',
      desiredCount: 1,
      image: 'public.ecr.aws/docker/library/httpd:2.4',
      isExpress: true,
      container: { portMappings: [{ containerPort: 80 }] },
      service: {},
    },
  ];
}
