import type { NetworkConfiguration } from '@aws-sdk/client-ecs';

/** How many zones tasks of that network are spread over: one for each subnet, three where none is named. */
export function zonesOf(networkConfiguration: NetworkConfiguration | undefined): number {
  return networkConfiguration?.awsvpcConfiguration?.subnets?.length || 3;
}
