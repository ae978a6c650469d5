import { type Level, levels } from './levels.ts';

/** What a service's or its cluster's ECS tags say of who hears of it. */
export interface OwnTags {
  /** Of `ecs-bot:channel`; empty where the tag is missing or holds no channel id. */
  readonly channels: readonly string[];
  /** Of `ecs-bot:notify`. */
  readonly notify?: Level;
}

type Tags = Readonly<Record<string, string>>;

const channelId = /^[CG][A-Z0-9]{2,20}$/;

/**
 * The service's own tags before its cluster's, each by itself. `ecs-bot:channel` holds channel ids with a space between
 * them: ECS takes no `#` in a tag, and the bot may not list channels, so a name can't be looked up. What is no id or
 * no level is as if it were not there.
 */
export function ownTags(service: Tags, cluster: Tags): OwnTags {
  const channels = [service, cluster]
    .map((tags) => (tags['ecs-bot:channel'] ?? '').split(/\s+/).filter((id) => channelId.test(id)))
    .find((ids) => ids.length > 0);
  const notify = [service, cluster]
    .map((tags) => levels.find((level) => level === tags['ecs-bot:notify']?.trim()))
    .find((level) => level !== undefined);
  return { channels: [...new Set(channels ?? [])], ...(notify && { notify }) };
}
