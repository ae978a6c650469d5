type Tags = Readonly<Record<string, string>>;

/** What counts as a service's tags: its own, and of its cluster those that it has not itself. */
export function ownTags(service: Tags, cluster: Tags): Tags {
  return { ...cluster, ...service };
}
