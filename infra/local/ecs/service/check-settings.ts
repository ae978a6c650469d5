import type { ServiceSettings } from '../entities/service-entity.ts';
import { checkLaunch } from '../refuse/check-launch.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';

/** Refuses settings of a service that do not fit together, whether just created or updated. */
export function checkSettings(settings: ServiceSettings): void {
  const { taskDefinition, loadBalancers, healthCheckGracePeriodSeconds } = settings;
  if (taskDefinition !== undefined) checkLaunch(taskDefinition, settings);
  if (healthCheckGracePeriodSeconds > 0 && loadBalancers.length === 0) {
    throw invalidParameter(
      'Health check grace period is only valid for services configured to use load balancers',
    );
  }
  for (const { targetGroupArn, loadBalancerName, containerName, containerPort } of loadBalancers) {
    if ((targetGroupArn === undefined) === (loadBalancerName === undefined)) {
      throw invalidParameter(
        'loadBalancerName and targetGroupArn cannot both be specified or both be absent.',
      );
    }
    if (taskDefinition === undefined) continue;
    const container = taskDefinition.containers.find(({ name }) => name === containerName);
    if (container === undefined) {
      throw invalidParameter(`The container ${containerName ?? ''} does not exist in the task definition.`);
    }
    if (!container.portMappings?.some((mapping) => mapping.containerPort === containerPort)) {
      throw invalidParameter(
        `The container ${container.name} did not have a container port ${containerPort ?? ''} defined.`,
      );
    }
  }
}
