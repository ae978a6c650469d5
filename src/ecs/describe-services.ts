import { DescribeServicesCommand, type ECSClient, type ServiceField } from '@aws-sdk/client-ecs';
import { inChunks } from './in-chunks.ts';
import { type Service, toService } from './service.ts';

/**
 * `aws ecs describe-services --cluster … --services …`, ten a call (ECS refuses more).
 * Tags are in the answer with `include: ['TAGS']`. A service that does not exist, or no longer (INACTIVE), is simply not in the answer.
 */
export async function describeServices(
  ecs: ECSClient,
  cluster: string,
  names: readonly string[],
  include: ServiceField[] = [],
): Promise<Service[]> {
  const known = await describeKnownServices(ecs, cluster, names, include);
  return known.filter(({ status }) => status !== 'INACTIVE');
}

/** `describeServices`, with those that were deleted of late: ECS remembers them as INACTIVE for a while. */
export function describeKnownServices(
  ecs: ECSClient,
  cluster: string,
  names: readonly string[],
  include: ServiceField[] = [],
): Promise<Service[]> {
  return inChunks(names, 10, async (services) => {
    const answer = await ecs.send(new DescribeServicesCommand({ cluster, services, include }));
    return (answer.services ?? []).map(toService);
  });
}
