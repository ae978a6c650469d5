import type { CreateServiceRequest, Tag, UpdateServiceRequest } from '@aws-sdk/client-ecs';
import { ServiceError } from '../aws/wire.ts';

/** Tags as they are stored. Refuses what ECS refuses but the API model allows: more than 50 in all, a duplicate key, the prefix `aws:`. */
export function checkTags(tags: readonly Tag[] = []): Tag[] {
  const keys = tags.map(({ key = '' }) => key);
  if (keys.length > 50) throw invalidParameter('The number of tags exceeds the limit of 50.');
  if (keys.includes('')) throw invalidParameter('A tag key must have between 1 and 128 characters.');
  if (keys.some((key) => key.toLowerCase().startsWith('aws:'))) {
    throw invalidParameter("Tag keys can not begin with 'aws:', which is reserved for AWS use.");
  }
  if (new Set(keys).size < keys.length) throw invalidParameter('Duplicate tag keys are not allowed.');
  return tags.map(({ key, value = '' }) => ({ key, value }));
}

/** Valid names of clusters, services, families and containers. */
export const resourceName = /^[A-Za-z0-9_-]{1,255}$/;

/** ECS's message for an invalid cluster or service name. */
export function nameRule(what: 'Cluster' | 'Service'): string {
  return `${what} name can have up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens.`;
}

/** ECS's InvalidParameterException. */
export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message);
}

/** ECS's ClientException: the request can't be fulfilled, for example because a task definition does not exist. */
export function clientError(message: string): ServiceError {
  return new ServiceError('ClientException', message);
}

/** Refuses what ECS supports and the local one doesn't, instead of dropping it silently. */
export function refuseUnsupported(input: CreateServiceRequest | UpdateServiceRequest): void {
  const { serviceConnectConfiguration } = input;
  if (serviceConnectConfiguration?.enabled === true) throw unsupported('Service Connect');
  refuseVolumes('a service', input.volumeConfigurations);
  if ((input.vpcLatticeConfigurations ?? []).length > 0) throw unsupported('VPC Lattice');
  if ((input.gatewayConnectors ?? []).length > 0) throw unsupported('Gateway connectors');
}

/** Tasks have no disk here. */
export function refuseVolumes(what: string, volumes: readonly unknown[] = []): void {
  if (volumes.length > 0) throw unsupported(`Volume configuration of ${what}`);
}

function unsupported(what: string): ServiceError {
  return new ServiceError('UnsupportedFeatureException', `${what} is not supported by the local ECS.`);
}
