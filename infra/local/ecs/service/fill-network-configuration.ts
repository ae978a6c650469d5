import type { NetworkConfiguration } from '@aws-sdk/client-ecs';

/** A network configuration with ECS's defaults filled in. */
export function fillNetworkConfiguration(
  asked: NetworkConfiguration | undefined,
): NetworkConfiguration | undefined {
  const vpc = asked?.awsvpcConfiguration;
  if (vpc === undefined) return undefined;
  return {
    awsvpcConfiguration: {
      subnets: vpc.subnets,
      securityGroups: vpc.securityGroups ?? [],
      assignPublicIp: vpc.assignPublicIp ?? 'DISABLED',
    },
  };
}
