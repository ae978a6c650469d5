import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import type { EcrWorld } from '../ecr-world.ts';
import { findRepositoryByArn } from '../find-repository-by-arn.ts';

const request = z.object({ resourceArn: z.string(), tagKeys: z.array(z.string()) });

/** `aws ecr untag-resource --resource-arn … --tag-keys …`: a key that is not there is no error. */
export function untagResource(world: EcrWorld, input: Record<string, unknown>) {
  const { resourceArn, tagKeys } = parseInput(request, input);
  const { tags } = findRepositoryByArn(world, resourceArn);
  for (const key of tagKeys) tags.delete(key);
  return {};
}
