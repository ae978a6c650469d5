import { ListServices$, type ListServicesRequest, type ListServicesResponse } from '@aws-sdk/client-ecs';
import { findCluster } from '../find/find-cluster.ts';
import { checkChoice } from '../refuse/check-choice.ts';
import { launchTypes } from '../refuse/launch-types.ts';
import { defineAction } from '../wire/define-action.ts';
import { takePage } from '../wire/take-page.ts';

/** `aws ecs list-services --cluster …`: those that are not INACTIVE, 10 a page unless asked otherwise. */
export const listServices = defineAction<ListServicesRequest, ListServicesResponse>(
  ListServices$,
  (world, input) => {
    checkChoice('launch type', input.launchType, launchTypes);
    checkChoice('Scheduling strategy', input.schedulingStrategy, ['REPLICA', 'DAEMON']);
    checkChoice('Resource management type', input.resourceManagementType, ['CUSTOMER', 'ECS']);
    const cluster = findCluster(world, input.cluster);
    const arns = [...world.store.services.values()]
      .filter(
        ({ clusterName, status, settings, schedulingStrategy, resourceManagementType }) =>
          clusterName === cluster.name &&
          status !== 'INACTIVE' &&
          (input.launchType === undefined || settings.launchType === input.launchType) &&
          (input.schedulingStrategy === undefined || schedulingStrategy === input.schedulingStrategy) &&
          (input.resourceManagementType ?? resourceManagementType) === resourceManagementType,
      )
      .map(({ arn }) => arn);
    const { items, nextToken } = takePage(arns, input, 10);
    return { serviceArns: items, nextToken };
  },
);
