import type { DescribeClustersResponse } from '@aws-sdk/client-ecs';
import { ServiceError } from '../../aws/service-error.ts';
import { lowerFirst } from './lower-first.ts';
import type { ResourceType } from './resource-type.ts';
import { StackProblem } from './stack-problem.ts';

/** AWS::ECS::Cluster. CreateCluster itself takes an existing name; CloudFormation does not, as it would delete another's then. */
export const cluster: ResourceType = {
  seconds: 5,
  create({ ecs, faults }, properties) {
    if ((faults.clusters ?? 0) > 0) {
      faults.clusters = (faults.clusters ?? 0) - 1;
      throw new ServiceError('ServerException', 'Service Unavailable. Please try again later.', 500);
    }
    const name = String(properties.ClusterName);
    const { clusters = [] } = ecs('DescribeClusters', { clusters: [name] }) as DescribeClustersResponse;
    if (clusters.some(({ status }) => status === 'ACTIVE')) {
      throw new StackProblem(
        `Resource handler returned message: "${name} already exists" (RequestToken: local, HandlerErrorCode: AlreadyExists)`,
      );
    }
    const created = ecs('CreateCluster', lowerFirst(properties) as Record<string, unknown>) as {
      cluster: { clusterArn: string };
    };
    return { physicalId: name, attributes: { Arn: created.cluster.clusterArn } };
  },
  delete({ ecs }, { physicalId }) {
    ecs('DeleteCluster', { cluster: physicalId });
  },
};
