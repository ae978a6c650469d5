/** What a target's ECS tags demand, whatever a grant says. */
export interface TagLimits {
  /** `ecs-bot:protected`: a second person has to approve. */
  readonly isProtected: boolean;
  /** `ecs-bot:max`: no raise above `most`, and none at all where it is not known. */
  readonly max: { readonly value: string; readonly most: number | undefined } | undefined;
}

/** Reads the tags that narrow. A value that can't be read means the strictest that it could: protected, no raise. */
export function readTags(tags: Readonly<Record<string, string>>): TagLimits {
  const isProtected = tag(tags, 'ecs-bot:protected');
  const max = tag(tags, 'ecs-bot:max');
  return {
    isProtected: isProtected !== undefined && isProtected !== 'false',
    max:
      max === undefined ? undefined : { value: max, most: /^\d{1,6}$/.test(max) ? Number(max) : undefined },
  };
}

function tag(tags: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(tags, key) ? tags[key]?.trim() : undefined;
}
