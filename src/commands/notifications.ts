import * as z from 'zod';
import { patternTarget } from '../access/targets.ts';
import { type ChannelLanguage, languages, levels, type Mute, type Watch } from '../notifications/settings.ts';
import { durationSchema } from './line/arguments.ts';
import { defineRead, defineSetting, mayPress } from './line/command.ts';
import { findPattern, patternHint } from './line/find-pattern.ts';
import { Refusal } from './line/problem.ts';
import { withoutMarks } from './line/readings.ts';

/** Languages by the names that people use. */
const calledSo: Readonly<Record<string, string>> = {
  english: 'en',
  英語: 'en',
  japanese: 'ja',
  日本語: 'ja',
};

/** `/ecs language <en|ja>`: the language of messages in this channel. What only one person sees follows their Slack. */
export const language = defineSetting({
  name: 'language',
  words: [{ name: 'language', hint: languages.join('|') }],
  examples: ['language ja', 'language en'],
  args: z.object({
    language: z.preprocess(
      (word) => calledSo[String(word).toLowerCase()] ?? word,
      z.enum(languages, 'notALanguage'),
    ),
  }),
  run: async ({ language: chosen }) => ({ type: 'language', language: chosen }),
});

/** `/ecs mute <target> [2h]`: posts nothing new about it in this channel for a while; messages already posted are still updated. */
export const mute = defineSetting({
  name: 'mute',
  words: [
    { name: 'target', hint: patternHint },
    { name: 'duration', hint: '30m|2h|1d', optional: true },
  ],
  examples: ['mute shop/web 2h', 'mute shop/* 30m'],
  args: z.object({ target: z.string(), duration: durationSchema.default(2 * 3_600_000) }),
  async run({ target, duration }, context) {
    return { type: 'mute', pattern: await findPattern(context, target), forMs: duration };
  },
});

/** `/ecs unmute <target>`: ends a mute in this channel, and says what it suppressed. */
export const unmute = endOf('unmute', 'shop/web');

/** `/ecs unwatch <target>`: removes what `watch` set in this channel, even for a service that is gone. */
export const unwatch = endOf('unwatch', 'shop/*');

function endOf<const Name extends 'unmute' | 'unwatch'>(name: Name, example: string) {
  return defineSetting({
    name,
    words: [{ name: 'target', hint: patternHint }],
    examples: [`${name} ${example}`],
    args: z.object({ target: z.string() }),
    async run({ target }, { caller, readSettings }) {
      const { mutes, watches } = await readSettings();
      const [settings, code] =
        name === 'unmute' ? ([mutes, 'notMuted'] as const) : ([watches, 'notWatched'] as const);
      return { type: name, pattern: findSetting(settings, caller.channelId, target, code) };
    },
  });
}

/**
 * The pattern of this channel's watch or mute that was meant: as it was set, or without the star or the leading cluster. What it named may no longer
 * exist, so ECS is not asked. Throws Refusal with the patterns that there are.
 */
function findSetting(
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

/** `/ecs watch <target> [level]`: this channel follows services; one level per pattern, the newest wins. */
export const watch = defineSetting({
  name: 'watch',
  words: [
    { name: 'target', hint: patternHint },
    { name: 'level', hint: levels.join('|'), optional: true },
  ],
  examples: ['watch shop/* problems', 'watch shop/web all', 'watch shop/worker none'],
  args: z.object({ target: z.string(), level: z.enum(levels, 'notALevel').default('problems') }),
  async run({ target, level }, context) {
    return { type: 'watch', pattern: await findPattern(context, target), level };
  },
});

/** Which channel is notified of what, in which language, as far as it was set in Slack: this channel's settings first. */
export interface WatchesReply {
  readonly kind: 'watches';
  /** Where it was asked. */
  readonly channelId: string;
  readonly watches: readonly Watch[];
  readonly mutes: readonly Mute[];
  readonly languages: readonly ChannelLanguage[];
  /** The patterns of this channel's watches and mutes that the caller may end. */
  readonly may: { readonly unwatch: readonly string[]; readonly unmute: readonly string[] };
  /** How many more there are than are shown. */
  readonly hidden: number;
}

interface Set {
  readonly channel: string;
  readonly pattern?: string;
}

/** What a phone shows without much scrolling. */
const mostRows = 20;
const mostLanguages = 10;

/** `/ecs watches`: the watches, mutes and languages of every channel. */
export const watches = defineRead({
  name: 'watches',
  examples: ['watches'],
  args: z.object({}),
  async run(_, context): Promise<WatchesReply> {
    const { caller, readSettings, now } = context;
    const { channelId } = caller;
    const settings = await readSettings();
    const hereFirst = (one: Set, other: Set) =>
      Number(other.channel === channelId) - Number(one.channel === channelId) ||
      one.channel.localeCompare(other.channel) ||
      (one.pattern ?? '').localeCompare(other.pattern ?? '');
    const all = [...settings.watches].sort(hereFirst);
    const active = settings.mutes.filter(({ until }) => until > now()).sort(hereFirst);
    const told = [...settings.languages].sort(hereFirst);
    const shown = { watches: all.slice(0, mostRows), mutes: active.slice(0, mostRows) };
    const mayEnd = async (command: string, rows: readonly (Watch | Mute)[]) => {
      const own = rows.filter(({ channel }) => channel === channelId).map(({ pattern }) => pattern);
      const may = await Promise.all(
        own.map((pattern) => mayPress(context, 'setting', command, patternTarget(pattern))),
      );
      return own.filter((_pattern, index) => may[index]);
    };
    const [unwatch, unmute] = await Promise.all([
      mayEnd('unwatch', shown.watches),
      mayEnd('unmute', shown.mutes),
    ]);
    return {
      kind: 'watches',
      channelId,
      ...shown,
      may: { unwatch, unmute },
      languages: told.slice(0, mostLanguages),
      hidden:
        [all, active].reduce((sum, { length }) => sum + Math.max(0, length - mostRows), 0) +
        Math.max(0, told.length - mostLanguages),
    };
  },
});
