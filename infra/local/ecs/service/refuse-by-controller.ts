import type { UpdateServiceRequest } from '@aws-sdk/client-ecs';
import { ServiceError } from '../../aws/service-error.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';

/** What only ECS's own deployments can change, in the words of the refusal. */
const ofDeployments = {
  taskDefinition: 'task definition',
  networkConfiguration: 'network parameters',
  platformVersion: 'platform version',
  loadBalancers: 'load balancers',
  serviceRegistries: 'service registries',
  capacityProviderStrategy: 'capacity provider strategy',
  enableExecuteCommand: 'execute command',
  availabilityZoneRebalancing: 'Availability Zone rebalancing',
} as const satisfies Partial<Record<keyof UpdateServiceRequest, string>>;

/** Where a deployment is made instead. */
const instead = {
  CODE_DEPLOY: 'a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.',
  EXTERNAL: 'an EXTERNAL deployment controller. Use CreateTaskSet to create a new task set.',
} as const;

/**
 * Refuses an update that the service's deployment controller leaves to somebody else. CODE_DEPLOY takes the desired
 * count, the deployment configuration, the grace period, placement and tag settings; EXTERNAL all of these but the
 * deployment configuration.
 */
export function refuseByController(
  { deploymentController }: ServiceEntity,
  input: UpdateServiceRequest,
): void {
  const { type } = deploymentController;
  if (input.deploymentController !== undefined && input.deploymentController.type !== type) {
    throw new ServiceError(
      'UnsupportedFeatureException',
      'Changing the deployment controller is not supported by the local ECS.',
    );
  }
  if (type !== 'CODE_DEPLOY' && type !== 'EXTERNAL') return;
  const controller = instead[type];
  const refused =
    type === 'EXTERNAL'
      ? { ...ofDeployments, deploymentConfiguration: 'deployment configuration' }
      : ofDeployments;
  for (const [member, what] of Object.entries(refused)) {
    if (Reflect.get(input, member) !== undefined) {
      throw invalidParameter(`Unable to update ${what} on services with ${controller}`);
    }
  }
  if (input.forceNewDeployment === true) {
    throw invalidParameter(`Cannot force a new deployment on services with ${controller}`);
  }
}
