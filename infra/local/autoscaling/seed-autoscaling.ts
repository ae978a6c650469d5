import type { AwsService } from '../aws/aws-service.ts';

/** The scalable targets that the local world starts with; Express mode has registered that of its own service. */
const seeds = [
  { service: 'media/encoder', MinCapacity: 2, MaxCapacity: 6 },
  { service: 'media/site', MinCapacity: 1, MaxCapacity: 4 },
];

/** Registers the targets of the seeded services, which must be there. */
export function seedAutoscaling({ actions }: AwsService): void {
  for (const { service, ...bounds } of seeds) {
    actions.RegisterScalableTarget?.({
      ServiceNamespace: 'ecs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ResourceId: `service/${service}`,
      ...bounds,
    });
  }
}
