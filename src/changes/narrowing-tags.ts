type Tags = Readonly<Record<string, string>>;

/** The service's tags over its cluster's; of `ecs-bot:protected` and `ecs-bot:max` the stricter, for tags can only narrow. */
export function narrowingTags(cluster: Tags, service: Tags): Tags {
  const isProtected = [cluster, service].some((tags) => tags['ecs-bot:protected'] === 'true');
  const caps = [cluster, service].flatMap((tags) => tags['ecs-bot:max'] ?? []);
  const cap = caps.some((text) => !/^\d+$/.test(text.trim()))
    ? caps.find((text) => !/^\d+$/.test(text.trim()))
    : caps.sort((a, b) => Number(a) - Number(b))[0];
  return {
    ...cluster,
    ...service,
    ...(isProtected && { 'ecs-bot:protected': 'true' }),
    ...(cap !== undefined && { 'ecs-bot:max': cap }),
  };
}
