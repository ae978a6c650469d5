import * as z from 'zod';
import type { Mute } from '../watches/mute.ts';
import type { Watch } from '../watches/watch.ts';
import { defineCommand } from './define-command.ts';
import { shareFlag } from './share-flag.ts';

/** Who hears what, as far as it was set in Slack: this channel's first. */
export interface WatchesReply {
  readonly kind: 'watches';
  /** Where it was asked. */
  readonly channelId: string;
  readonly watches: readonly Watch[];
  readonly mutes: readonly Mute[];
  /** More than are shown. */
  readonly hidden: number;
}

/** What a phone shows without much scrolling. */
const mostRows = 20;

/** `/ecs watches`: the watches and mutes of every channel. */
export const watches = defineCommand({
  name: 'watches',
  kind: 'read',
  words: [],
  flags: [shareFlag],
  examples: ['watches'],
  args: z.object({}),
  async run(_, { caller: { channelId }, readSettings, now }) {
    const settings = await readSettings();
    const hereFirst = (
      one: { channel: string; pattern: string },
      other: { channel: string; pattern: string },
    ) =>
      Number(other.channel === channelId) - Number(one.channel === channelId) ||
      one.channel.localeCompare(other.channel) ||
      one.pattern.localeCompare(other.pattern);
    const all = [...settings.watches].sort(hereFirst);
    const active = settings.mutes.filter(({ until }) => until > now()).sort(hereFirst);
    const reply: WatchesReply = {
      kind: 'watches',
      channelId,
      watches: all.slice(0, mostRows),
      mutes: active.slice(0, mostRows),
      hidden: Math.max(0, all.length - mostRows) + Math.max(0, active.length - mostRows),
    };
    return { type: 'reply', reply };
  },
});
