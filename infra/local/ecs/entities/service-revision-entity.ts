import type { ContainerImage, LaunchType, LoadBalancer, NetworkConfiguration } from '@aws-sdk/client-ecs';
import type { StrategyItem } from './cluster-entity.ts';

/** What a deployment rolls out, fixed when it begins; a digest stays undefined until the tag could be resolved. */
export interface ServiceRevisionEntity {
  readonly arn: string;
  readonly taskDefinitionArn: string;
  readonly launchType: LaunchType | undefined;
  readonly capacityProviderStrategy: StrategyItem[] | undefined;
  readonly platformVersion: string | undefined;
  readonly networkConfiguration: NetworkConfiguration | undefined;
  readonly loadBalancers: LoadBalancer[];
  readonly createdAt: number;
  containerImages: ContainerImage[];
}
