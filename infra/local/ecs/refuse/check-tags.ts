import type { Tag } from '@aws-sdk/client-ecs';
import { invalidParameter } from './invalid-parameter.ts';

/** Tags as they are stored. Refuses what the model does not forbid and ECS does: more than 50 in all, a doubled key, the prefix `aws:`. */
export function checkTags(tags: readonly Tag[] = []): Tag[] {
  const keys = tags.map(({ key = '' }) => key);
  if (keys.length > 50) throw invalidParameter('The number of tags exceeds the limit of 50.');
  if (keys.includes('')) throw invalidParameter('A tag key must have between 1 and 128 characters.');
  if (keys.some((key) => key.toLowerCase().startsWith('aws:'))) {
    throw invalidParameter("Tag keys can not begin with 'aws:', which is reserved for AWS use.");
  }
  if (new Set(keys).size < keys.length) throw invalidParameter('Duplicate tag keys are not allowed.');
  return tags.map(({ key, value = '' }) => ({ key, value }));
}
