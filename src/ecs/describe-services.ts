import { DescribeServicesCommand, type ECSClient, type ServiceField } from '@aws-sdk/client-ecs';
import { inChunks } from './in-chunks.ts';
import { type Service, toService } from './service.ts';

/**
 * `aws ecs describe-services --cluster … --services …`, ten a call (ECS refuses more).
 * Tags are in the answer with `include: ['TAGS']`. A service that does not exist, or no longer (INACTIVE), is simply not in the answer.
 */
export function describeServices(
  ecs: ECSClient,
  cluster: string,
  names: readonly string[],
  include: ServiceField[] = [],
): Promise<Service[]> {
  return inChunks(names, 10, async (services) => {
    const answer = await ecs.send(new DescribeServicesCommand({ cluster, services, include }));
    return (answer.services ?? []).map(toService).filter(({ status }) => status !== 'INACTIVE');
  });
}
