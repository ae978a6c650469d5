import { seedDigest } from '../ecr/seed-digest.ts';
import type { LocalEcs } from './create-ecs.ts';
import { type SeedService, seedServices } from './seed-services.ts';

/** When the seeded services were created, in hours before the start. */
const hoursAgo = 5;

/**
 * Fills an empty local ECS through its own actions: clusters `hands-on`, `shop` and `media` with services that have been steady for hours.
 * Their images are those of ECR's seed, at the digest that each tag had then; `shop/web:1.4.2` has moved since.
 */
export function seedEcs(ecs: LocalEcs, place: { readonly region: string; readonly accountId: string }): void {
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

  function createSeedService(seed: SeedService): void {
    const { cluster, name, desiredCount, image, container, service, isExpress = false } = seed;
    const family = cluster === 'hands-on' ? name : `${cluster}-${name}`;
    call('RegisterTaskDefinition', {
      family,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      executionRoleArn: `arn:aws:iam::${place.accountId}:role/ecsTaskExecutionRole`,
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
