import * as z from 'zod';
import type { ChannelLanguage } from '../watches/channel-language.ts';
import type { Mute } from '../watches/mute.ts';
import type { Watch } from '../watches/watch.ts';
import { defineCommand } from './define-command.ts';
import { shareFlag } from './share-flag.ts';

/** Who hears what in which language, as far as it was set in Slack: this channel's first. */
export interface WatchesReply {
  readonly kind: 'watches';
  /** Where it was asked. */
  readonly channelId: string;
  readonly watches: readonly Watch[];
  readonly mutes: readonly Mute[];
  readonly languages: readonly ChannelLanguage[];
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
  async run(_, { caller: { channelId }, readSettings, now }) {
    const settings = await readSettings();
    const hereFirst = (one: Set, other: Set) =>
      Number(other.channel === channelId) - Number(one.channel === channelId) ||
      one.channel.localeCompare(other.channel) ||
      (one.pattern ?? '').localeCompare(other.pattern ?? '');
    const all = [...settings.watches].sort(hereFirst);
    const active = settings.mutes.filter(({ until }) => until > now()).sort(hereFirst);
    const told = [...settings.languages].sort(hereFirst);
    const reply: WatchesReply = {
      kind: 'watches',
      channelId,
      watches: all.slice(0, mostRows),
      mutes: active.slice(0, mostRows),
      languages: told.slice(0, mostLanguages),
      hidden:
        [all, active].reduce((sum, { length }) => sum + Math.max(0, length - mostRows), 0) +
        Math.max(0, told.length - mostLanguages),
    };
    return { type: 'reply', reply };
  },
});
