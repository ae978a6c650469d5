import { ListServices$, type ListServicesRequest, type ListServicesResponse } from '@aws-sdk/client-ecs';
import { findCluster } from '../find/find-cluster.ts';
import { defineAction } from '../wire/define-action.ts';
import { takePage } from '../wire/take-page.ts';

/** `aws ecs list-services --cluster …`: those that are not INACTIVE, 10 a page unless asked otherwise. */
export const listServices = defineAction<ListServicesRequest, ListServicesResponse>(
  ListServices$,
  (world, input) => {
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
    const { items, nextToken } = takePage('ListServices', arns, input, 10);
    return { serviceArns: items, nextToken };
  },
);
