import type {
  CapacityProviderStrategyItem,
  ClusterConfiguration,
  ClusterServiceConnectDefaults,
  ClusterSetting,
  Tag,
} from '@aws-sdk/client-ecs';

/** An item of a strategy as ECS keeps it: what was left out is 0. */
export type StrategyItem = CapacityProviderStrategyItem & { base: number; weight: number };

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
