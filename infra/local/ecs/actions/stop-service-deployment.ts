import {
  StopServiceDeployment$,
  type StopServiceDeploymentRequest,
  type StopServiceDeploymentResponse,
} from '@aws-sdk/client-ecs';
import { ServiceError } from '../../aws/service-error.ts';
import { serviceDeploymentStatus } from '../describe/service-deployment-status.ts';
import type { EcsWorld } from '../ecs-world.ts';
import { readIdentifier } from '../find/read-identifier.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { completedBefore } from '../scheduler/completed-before.ts';
import { failDeployment } from '../scheduler/fail-deployment.ts';
import { rollBack } from '../scheduler/roll-back.ts';
import { defineAction } from '../wire/define-action.ts';

/**
 * `aws ecs stop-service-deployment --service-deployment-arn … --stop-type ROLLBACK`: goes back to the deployment before, also
 * where no rollback is configured. ABORT is in the API's list of words, but documented nowhere: refused.
 */
export const stopServiceDeployment = defineAction<
  StopServiceDeploymentRequest,
  StopServiceDeploymentResponse
>(StopServiceDeployment$, (world, { serviceDeploymentArn = '', stopType = 'ROLLBACK' }) => {
  if (stopType !== 'ROLLBACK') throw invalidParameter(`Stop type ${stopType} is not supported.`);
  readIdentifier(world, serviceDeploymentArn, 'service-deployment');
  const { service, deployment } = find(world, serviceDeploymentArn);
  const before = completedBefore(service, deployment);
  if (serviceDeploymentStatus(service, deployment) !== 'IN_PROGRESS' || before === undefined) {
    throw new ServiceError(
      'ConflictException',
      'The service deployment can not be stopped in its present state.',
    );
  }
  failDeployment(world, service, deployment, `ECS deployment ${deployment.id} was stopped by a user.`);
  rollBack(world, service, deployment, before, `ECS deployment rolling back to deploymentId ${before.id}.`);
  return { serviceDeploymentArn };
});

function find(world: EcsWorld, arn: string) {
  for (const service of world.store.services.values()) {
    const deployment = service.deployments.find(({ serviceDeploymentArn }) => serviceDeploymentArn === arn);
    if (deployment !== undefined) return { service, deployment };
  }
  throw new ServiceError('ServiceDeploymentNotFoundException', 'Service deployment not found.');
}
