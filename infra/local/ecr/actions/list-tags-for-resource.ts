import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import type { EcrWorld } from '../ecr-world.ts';
import { findRepositoryByArn } from '../find-repository-by-arn.ts';

const request = z.object({ resourceArn: z.string() });

/** `aws ecr list-tags-for-resource --resource-arn …` */
export function listTagsForResource(world: EcrWorld, input: Record<string, unknown>) {
  const { tags } = findRepositoryByArn(world, parseInput(request, input).resourceArn);
  return { tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
}
