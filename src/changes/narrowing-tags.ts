type Tags = Readonly<Record<string, string>>;

/**
 * The service's tags over its cluster's; of `ecs-bot:protected` and `ecs-bot:max` the stricter, for tags can only narrow. What
 * can't be read is the strictest, as `readTags` has it.
 */
export function narrowingTags(cluster: Tags, service: Tags): Tags {
  const values = (key: string) =>
    [cluster, service].flatMap((tags) => (Object.hasOwn(tags, key) ? (tags[key] ?? '').trim() : []));
  const [isProtected] = values('ecs-bot:protected').filter((text) => text !== 'false');
  const caps = values('ecs-bot:max');
  const readable = (text: string) => /^\d{1,6}$/.test(text);
  const cap = caps.find((text) => !readable(text)) ?? caps.sort((a, b) => Number(a) - Number(b))[0];
  return {
    ...cluster,
    ...service,
    ...(isProtected !== undefined && { 'ecs-bot:protected': isProtected }),
    ...(cap !== undefined && { 'ecs-bot:max': cap }),
  };
}
