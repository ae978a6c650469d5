import { DescribeServicesCommand, type ECSClient } from '@aws-sdk/client-ecs';
import { inChunks } from './in-chunks.ts';
import { type Service, toService } from './service.ts';

/**
 * `aws ecs describe-services --cluster … --services …`, ten a call (ECS refuses more).
 * A service that does not exist, or no longer (INACTIVE), is simply not in the answer.
 */
export function describeServices(
  ecs: ECSClient,
  cluster: string,
  names: readonly string[],
): Promise<Service[]> {
  return inChunks(names, 10, async (services) => {
    const answer = await ecs.send(new DescribeServicesCommand({ cluster, services }));
    return (answer.services ?? []).map(toService).filter(({ status }) => status !== 'INACTIVE');
  });
}
