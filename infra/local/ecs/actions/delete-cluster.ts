import { DeleteCluster$, type DeleteClusterRequest, type DeleteClusterResponse } from '@aws-sdk/client-ecs';
import { ServiceError } from '../../aws/service-error.ts';
import { describeCluster } from '../describe/describe-cluster.ts';
import { findCluster } from '../find/find-cluster.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs delete-cluster --cluster …`: refused while it holds services or tasks; it stays visible as INACTIVE. */
export const deleteCluster = defineAction<DeleteClusterRequest, DeleteClusterResponse>(
  DeleteCluster$,
  (world, input) => {
    const cluster = findCluster(world, input.cluster);
    const isHere = ({ clusterName }: { clusterName: string }) => clusterName === cluster.name;
    const services = [...world.store.services.values()].filter(isHere);
    if (services.some(({ status }) => status === 'ACTIVE')) {
      throw new ServiceError(
        'ClusterContainsServicesException',
        'The Cluster cannot be deleted while Services are active.',
      );
    }
    const tasks = [...world.store.tasks.values()].filter(isHere);
    if (tasks.some(({ lastStatus }) => lastStatus !== 'STOPPED')) {
      throw new ServiceError(
        'ClusterContainsTasksException',
        'The Cluster cannot be deleted while Tasks are active.',
      );
    }
    cluster.status = 'INACTIVE';
    world.changed();
    return { cluster: describeCluster(world, cluster, ['TAGS', 'SETTINGS']) };
  },
);
