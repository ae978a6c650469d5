import type { Level } from './levels.ts';
import { matchesPattern } from './matches-pattern.ts';
import type { OwnTags } from './own-tags.ts';
import type { Watch } from './watch.ts';

/** What decides who hears of a target. */
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
 * The channels that hear of it, the most specific word first. Its own tag `ecs-bot:notify=none` silences it everywhere. The
 * channels of its tag hear it, and so does each channel that watches it; the default channel only where neither
 * names anybody. A channel's own watch says how much it hears, else the tag, else it is problems alone.
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

/** Per channel the level of its most specific watch: the one that spells out most. */
function watchLevels(name: string, watches: readonly Watch[]): ReadonlyMap<string, Level> {
  const fitting = watches
    .filter(({ pattern }) => matchesPattern(pattern, name))
    .sort((one, other) => one.pattern.length - other.pattern.length);
  return new Map(fitting.map(({ channel, level }) => [channel, level]));
}
