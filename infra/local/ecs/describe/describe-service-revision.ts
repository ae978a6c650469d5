import type { ServiceRevision } from '@aws-sdk/client-ecs';
import type { ServiceEntity } from '../entities/service-entity.ts';
import type { ServiceRevisionEntity } from '../entities/service-revision-entity.ts';
import { toDate } from './to-date.ts';

/** A service revision as DescribeServiceRevisions shows it. */
export function describeServiceRevision(
  service: ServiceEntity,
  revision: ServiceRevisionEntity,
): ServiceRevision {
  return {
    serviceRevisionArn: revision.arn,
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    taskDefinition: revision.taskDefinitionArn,
    capacityProviderStrategy: revision.capacityProviderStrategy,
    launchType: revision.launchType,
    platformVersion: revision.platformVersion,
    platformFamily: revision.launchType === 'EC2' ? undefined : 'Linux',
    loadBalancers: revision.loadBalancers,
    serviceRegistries: [],
    networkConfiguration: revision.networkConfiguration,
    containerImages: revision.containerImages,
    guardDutyEnabled: false,
    createdAt: toDate(revision.createdAt),
  };
}
