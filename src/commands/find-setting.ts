import { withoutMarks } from './line/spelling.ts';
import { Refusal } from './refusal.ts';

/**
 * The pattern of this channel's watch or mute that was meant: as it was set, or without the star or the cluster in front. What it
 * once named need not exist any more, so ECS is not asked. Throws Refusal with what there is.
 */
export function findSetting(
  settings: readonly { readonly channel: string; readonly pattern: string }[],
  channelId: string,
  given: string,
  code: 'notWatched' | 'notMuted',
): string {
  const here = settings.filter(({ channel }) => channel === channelId).map(({ pattern }) => pattern);
  const wanted = [given, `${given}/*`, withoutMarks(given)];
  const exact = here.find((pattern) => wanted.includes(pattern));
  const byName = here.filter((pattern) => pattern.endsWith(`/${given}`));
  const found = exact ?? (byName.length === 1 ? byName[0] : undefined);
  if (found === undefined) throw new Refusal({ code, given, patterns: here.slice(0, 3) });
  return found;
}
