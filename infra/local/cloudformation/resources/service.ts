import type { CreateServiceResponse, DescribeServicesResponse, Service } from '@aws-sdk/client-ecs';
import { ServiceError } from '../../aws/service-error.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import type { StackResource } from '../stack-entity.ts';
import { lowerFirst } from './lower-first.ts';
import type { ResourceType } from './resource-type.ts';
import { StackProblem } from './stack-problem.ts';
import { waitFor } from './wait-for.ts';

/** AWS::ECS::Service: made once its deployment is through, deleted once its tasks have stopped. */
export const service: ResourceType = {
  seconds: 1,
  create({ ecs, faults }, properties) {
    if ((faults.services ?? 0) > 0) {
      faults.services = (faults.services ?? 0) - 1;
      const message =
        'Unable to assume the service linked role. Please verify that the ECS service linked role exists.';
      throw new ServiceError('InvalidParameterException', message);
    }
    const { ServiceName, ...rest } = properties;
    const input = lowerFirst({ ServiceName: ServiceName ?? '', ...rest }) as Record<string, unknown>;
    const answer = ecs('CreateService', input) as CreateServiceResponse;
    return {
      physicalId: answer.service?.serviceArn ?? '',
      attributes: { Name: answer.service?.serviceName ?? '' },
    };
  },
  async settle(world, resource, signal) {
    await waitFor(world.onEcsChange, signal, () => {
      const primary = find(world, resource)?.deployments?.find(({ status }) => status === 'PRIMARY');
      if (primary?.rolloutState === 'FAILED') {
        throw new StackProblem(
          "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.",
        );
      }
      return primary?.rolloutState === 'COMPLETED';
    });
  },
  async delete(world, resource) {
    const found = find(world, resource);
    if (found === undefined || found.status === 'INACTIVE') return;
    world.ecs('DeleteService', { cluster: found.clusterArn, service: found.serviceArn, force: true });
    await waitFor(world.onEcsChange, undefined, () => {
      const left = find(world, resource);
      return left === undefined || left.status === 'INACTIVE';
    });
  },
};

function find({ ecs }: CloudFormationWorld, { physicalId, properties }: StackResource): Service | undefined {
  const input = { cluster: properties.Cluster, services: [physicalId] };
  return (ecs('DescribeServices', input) as DescribeServicesResponse).services?.[0];
}
