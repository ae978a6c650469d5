import * as z from 'zod';
import { patternTarget } from '../access/pattern-target.ts';
import type { ChannelLanguage } from '../watches/channel-language.ts';
import type { Mute } from '../watches/mute.ts';
import type { Watch } from '../watches/watch.ts';
import { defineCommand } from './define-command.ts';
import { mayPress } from './may-press.ts';
import { shareFlag } from './share-flag.ts';

/** Who hears what in which language, as far as it was set in Slack: this channel's first. */
export interface WatchesReply {
  readonly kind: 'watches';
  /** Where it was asked. */
  readonly channelId: string;
  readonly watches: readonly Watch[];
  readonly mutes: readonly Mute[];
  readonly languages: readonly ChannelLanguage[];
  /** The patterns of this channel's watches and mutes that the caller may end. */
  readonly may: { readonly unwatch: readonly string[]; readonly unmute: readonly string[] };
  /** More than are shown. */
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
export const watches = defineCommand({
  name: 'watches',
  kind: 'read',
  words: [],
  flags: [shareFlag],
  examples: ['watches'],
  args: z.object({}),
  async run(_, context) {
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
    const reply: WatchesReply = {
      kind: 'watches',
      channelId,
      ...shown,
      may: { unwatch, unmute },
      languages: told.slice(0, mostLanguages),
      hidden:
        [all, active].reduce((sum, { length }) => sum + Math.max(0, length - mostRows), 0) +
        Math.max(0, told.length - mostLanguages),
    };
    return { type: 'reply', reply };
  },
});
