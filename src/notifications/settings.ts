import type { Freeze } from '../access/freeze.ts';
import { matchesPattern } from '../access/targets.ts';

/** A channel gets nothing new about some services for a while. */
export interface Mute {
  /** Slack channel id, C… */
  readonly channel: string;
  /** `shop/web`, `shop/*`, `*`: see `matchesPattern`. */
  readonly pattern: string;
  /** Epoch milliseconds. */
  readonly until: number;
  /** Slack user id, U… */
  readonly setBy: string;
  readonly setAt: number;
  /** Messages that were not posted because of it. */
  readonly suppressed: number;
}

/** The language of a channel's messages, as somebody set it there. */
export interface ChannelLanguage {
  /** Slack channel id, C… */
  readonly channel: string;
  readonly language: Language;
  /** Slack user id, U… */
  readonly setBy: string;
  /** Epoch milliseconds. */
  readonly setAt: number;
}

/** A channel follows services, as somebody set it there. */
export interface Watch {
  /** Slack channel id, C… */
  readonly channel: string;
  /** `shop/web`, `shop/*`, `*`: see `matchesPattern`. */
  readonly pattern: string;
  readonly level: Level;
  /** Slack user id, U… */
  readonly setBy: string;
  /** Epoch milliseconds. */
  readonly setAt: number;
}

/** What people set in Slack: which channel gets what, and in which language. A mute stays here until its end has been posted. */
export interface Settings {
  readonly watches: readonly Watch[];
  readonly mutes: readonly Mute[];
  /** Of the channels in which somebody set a language, even if it is the deployed one. */
  readonly languages: readonly ChannelLanguage[];
  /** A freeze stays here until its end has been posted, as a mute does. */
  readonly freezes: readonly Freeze[];
}

/** A change of which channel gets what, or in which language, as somebody asked for it. `pattern` is what `matchesPattern` takes. */
export type Setting =
  | { readonly type: 'watch'; readonly pattern: string; readonly level: Level }
  | { readonly type: 'mute'; readonly pattern: string; readonly forMs: number }
  | { readonly type: 'unwatch' | 'unmute'; readonly pattern: string }
  | { readonly type: 'language'; readonly language: Language };

/** How much a channel can get about a service: everything, only problems, or nothing. */
export const levels = ['all', 'problems', 'none'] as const;

export type Level = (typeof levels)[number];

/** The languages that the bot speaks. */
export const languages = ['en', 'ja'] as const;

export type Language = (typeof languages)[number];

/** The mute that keeps this target out of the channel now; of several, the one that lasts longest; undefined if there is none. */
export function activeMute(
  mutes: readonly Mute[],
  { channel, name, now }: { readonly channel: string; readonly name: string; readonly now: number },
): Mute | undefined {
  return mutes
    .filter((mute) => mute.channel === channel && mute.until > now && matchesPattern(mute.pattern, name))
    .sort((one, other) => other.until - one.until)[0];
}

/** The language in the deployment's settings; English if there is none or the bot does not speak it. */
export function deployedLanguage(value: string | undefined): Language {
  return languages.find((each) => each === value) ?? 'en';
}

/** What a service's or its cluster's ECS tags say about who hears about it. */
export interface OwnTags {
  /** From `ecs-bot:channel`; empty if the tag is missing or holds no channel id. */
  readonly channels: readonly string[];
  /** From `ecs-bot:notify`. */
  readonly notify?: Level;
}

type Tags = Readonly<Record<string, string>>;

const channelId = /^[CG][A-Z0-9]{2,20}$/;

/**
 * The service's own tags take precedence over its cluster's, each tag by itself. `ecs-bot:channel` holds channel ids separated by spaces: ECS allows
 * no `#` in a tag, and the bot may not list channels, so a name can't be looked up. Anything that is not an id or a level is ignored.
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

/** What decides which channels hear about a target. */
export interface RouteOptions {
  /** `shop/web`, or `shop/import-prices` for the standalone tasks of a family. */
  readonly name: string;
  readonly isProblem: boolean;
  readonly tags: OwnTags;
  readonly watches: readonly Watch[];
  /** Empty: there is none. */
  readonly defaultChannel: string;
}

/**
 * The channels that hear about it; the most specific setting wins. Its own tag `ecs-bot:notify=none` silences it everywhere. The channels in its tag
 * hear about it, and so does each channel that watches it; the default channel does only if neither names one. How much a channel hears is set by its
 * own watch, else by the tag, else it is only problems.
 */
export function route({ name, isProblem, tags, watches, defaultChannel }: RouteOptions): readonly string[] {
  if (tags.notify === 'none') return [];
  const watched = watchLevels(name, watches);
  const named = new Set([...tags.channels, ...watched.keys()]);
  const hears = (channel: string): boolean => {
    const level = watched.get(channel) ?? tags.notify ?? 'problems';
    return level === 'all' || (level === 'problems' && isProblem);
  };
  const isNamed = [...named].some((channel) => watched.get(channel) !== 'none');
  if (!isNamed && defaultChannel !== '') named.add(defaultChannel);
  return [...named].filter(hears);
}

/** For each channel, the level of its most specific watch: the one with the longest pattern. */
function watchLevels(name: string, watches: readonly Watch[]): ReadonlyMap<string, Level> {
  const fitting = watches
    .filter(({ pattern }) => matchesPattern(pattern, name))
    .sort((one, other) => one.pattern.length - other.pattern.length);
  return new Map(fitting.map(({ channel, level }) => [channel, level]));
}
