import type { CreateServiceRequest, UpdateServiceRequest } from '@aws-sdk/client-ecs';
import { ServiceError } from '../../aws/service-error.ts';

/** Refuses what ECS can and the local one can't, instead of dropping it in silence. */
export function refuseUnsupported(input: CreateServiceRequest | UpdateServiceRequest): void {
  const { deploymentConfiguration, serviceConnectConfiguration } = input;
  const { strategy = 'ROLLING', alarms } = deploymentConfiguration ?? {};
  if (strategy !== 'ROLLING') throw unsupported(`The ${strategy} deployment strategy`);
  if (alarms?.enable === true) throw unsupported('Deployment alarms');
  if (serviceConnectConfiguration?.enabled === true) throw unsupported('Service Connect');
  refuseVolumes('a service', input.volumeConfigurations);
  if ((input.vpcLatticeConfigurations ?? []).length > 0) throw unsupported('VPC Lattice');
  if ((input.gatewayConnectors ?? []).length > 0) throw unsupported('Gateway connectors');
}

/** No disk is behind the tasks here. */
export function refuseVolumes(what: string, volumes: readonly unknown[] = []): void {
  if (volumes.length > 0) throw unsupported(`Volume configuration of ${what}`);
}

function unsupported(what: string): ServiceError {
  return new ServiceError('UnsupportedFeatureException', `${what} is not supported by the local ECS.`);
}
