import type {
  ClusterConfiguration,
  ClusterServiceConnectDefaults,
  ClusterSetting,
  Tag,
} from '@aws-sdk/client-ecs';
import type { StrategyItem } from '../capacity-providers.ts';

/** A cluster; it stays visible as INACTIVE for a while after its deletion. */
export interface ClusterEntity {
  readonly arn: string;
  readonly name: string;
  status: 'ACTIVE' | 'INACTIVE';
  tags: Tag[];
  settings: ClusterSetting[];
  configuration: ClusterConfiguration | undefined;
  capacityProviders: string[];
  defaultCapacityProviderStrategy: StrategyItem[];
  serviceConnectDefaults: ClusterServiceConnectDefaults | undefined;
}
