import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import type { EcrWorld } from '../ecr-world.ts';
import { findRepositoryByArn } from '../find-repository-by-arn.ts';
import { members } from '../members.ts';
import { setTags } from '../set-tags.ts';

const request = z.object({ resourceArn: z.string(), tags: members.tags });

/** `aws ecr tag-resource --resource-arn … --tags Key=…,Value=…` */
export function tagResource(world: EcrWorld, input: Record<string, unknown>) {
  const { resourceArn, tags } = parseInput(request, input);
  setTags(findRepositoryByArn(world, resourceArn), tags);
  return {};
}
