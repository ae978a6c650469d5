import type { CreateServiceRequest } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../refuse/invalid-parameter.ts';

/** Refuses a new service whose settings its deployment controller can do nothing with. */
export function checkController(input: CreateServiceRequest): void {
  const type = input.deploymentController?.type;
  if (type !== 'CODE_DEPLOY' && type !== 'EXTERNAL') return;
  const { schedulingStrategy, deploymentConfiguration, loadBalancers = [], taskDefinition } = input;
  if (schedulingStrategy === 'DAEMON') {
    throw invalidParameter(
      `The daemon scheduling strategy does not support the ${type} deployment controller.`,
    );
  }
  if (deploymentConfiguration?.deploymentCircuitBreaker?.enable === true) {
    throw invalidParameter(
      `The deployment circuit breaker needs the ECS deployment controller, not ${type}.`,
    );
  }
  if (type === 'CODE_DEPLOY' && loadBalancers[0]?.targetGroupArn === undefined) {
    throw invalidParameter('A service with a CODE_DEPLOY deployment controller needs a target group.');
  }
  if (type === 'EXTERNAL' && taskDefinition !== undefined) {
    throw invalidParameter(
      'With an EXTERNAL deployment controller the task definition belongs to the task set, not to the service.',
    );
  }
}
