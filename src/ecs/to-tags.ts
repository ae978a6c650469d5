import type { Tag } from '@aws-sdk/client-ecs';

/** ECS's list of tags by their keys. */
export function toTags(tags: readonly Tag[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((tags ?? []).flatMap(({ key, value }) => (key ? [[key, value ?? '']] : [])));
}
