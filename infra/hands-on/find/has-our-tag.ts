import { names } from '../names.ts';

interface Tag {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Whether the hands-on's tag is among these; ECS writes its tags small, everybody else with a capital. */
export function hasOurTag(tags: readonly Tag[] = []): boolean {
  const { key, value } = names.tag;
  return tags.some((tag) => (tag.key ?? tag.Key) === key && (tag.value ?? tag.Value) === value);
}
