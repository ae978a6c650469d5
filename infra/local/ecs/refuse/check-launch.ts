import type { CapacityProviderStrategyItem, LaunchType, NetworkConfiguration } from '@aws-sdk/client-ecs';
import type { TaskDefinitionEntity } from '../entities/task-definition-entity.ts';
import { checkChoice } from './check-choice.ts';
import { clientError } from './client-error.ts';
import { invalidParameter } from './invalid-parameter.ts';
import { launchTypes } from './launch-types.ts';

/** How a task is to be launched, as CreateService and RunTask both say it. */
interface Launch {
  readonly launchType: LaunchType | undefined;
  readonly capacityProviderStrategy: readonly CapacityProviderStrategyItem[] | undefined;
  readonly networkConfiguration: NetworkConfiguration | undefined;
}

/** Refuses a launch that the task definition does not allow. */
export function checkLaunch(taskDefinition: TaskDefinitionEntity, launch: Launch): void {
  const { launchType, capacityProviderStrategy, networkConfiguration } = launch;
  checkChoice('launch type', launchType, launchTypes);
  for (const { capacityProvider = '' } of capacityProviderStrategy ?? []) {
    if (!['FARGATE', 'FARGATE_SPOT'].includes(capacityProvider)) {
      throw invalidParameter('The specified capacity provider was not found.');
    }
  }
  const { definition } = taskDefinition;
  const isFargate = launchType === 'FARGATE' || capacityProviderStrategy !== undefined;
  if (isFargate && !definition.compatibilities?.includes('FARGATE')) {
    throw clientError('Task definition does not support launch_type FARGATE.');
  }
  const subnets = networkConfiguration?.awsvpcConfiguration?.subnets ?? [];
  if (definition.networkMode === 'awsvpc') {
    if (networkConfiguration?.awsvpcConfiguration === undefined) {
      throw invalidParameter(
        "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
      );
    }
    if (subnets.length === 0) throw invalidParameter('subnets can not be empty.');
    if (subnets.length > 16) throw invalidParameter('subnets can have at most 16 items.');
  } else if (networkConfiguration?.awsvpcConfiguration !== undefined) {
    throw invalidParameter(
      'Network Configuration is not valid for the given networkMode of this task definition.',
    );
  }
}
