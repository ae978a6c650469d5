import type { EcsWorld } from '../ecs-world.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';

/**
 * The parts of a name or ARN of the given resource type: `name` for `name`, `cluster/name` and their ARNs. Refuses an ARN
 * of another place or type.
 */
export function readIdentifier(
  world: Pick<EcsWorld, 'region' | 'accountId'>,
  text: string,
  type: 'cluster' | 'service' | 'task' | 'task-definition' | 'service-revision' | 'service-deployment',
): string[] {
  if (!text.startsWith('arn:')) return text.split('/');
  const [, partition, service, region, account, ...resource] = text.split(':');
  const [resourceType, ...parts] = resource.join(':').split('/');
  if (service !== 'ecs' || resourceType !== type || parts.length === 0) {
    throw invalidParameter(`Invalid identifier: ${text} is not the ARN of a ${type.replace('-', ' ')}.`);
  }
  if (partition !== 'aws') {
    throw invalidParameter(`Identifier is for ${partition}. Your partition is aws`);
  }
  if (region !== world.region) {
    throw invalidParameter(`Identifier is for ${region}. Your region is ${world.region}`);
  }
  if (account !== world.accountId) {
    throw invalidParameter(`Identifier is for ${account}. Your accountId is ${world.accountId}`);
  }
  return parts;
}
