import * as z from 'zod';
import { defineCommand } from './define-command.ts';
import { durationSchema } from './duration-schema.ts';
import { findPattern } from './find-pattern.ts';
import { requireChannel } from './require-channel.ts';

/** `/ecs mute <target> [2h]`: nothing new of it in this channel for a while; what is told already goes on. */
export const mute = defineCommand({
  name: 'mute',
  kind: 'setting',
  words: [
    { name: 'target', hint: 'cluster|cluster/service|cluster/*' },
    { name: 'duration', hint: '30m|2h|1d', optional: true },
  ],
  flags: [],
  examples: ['mute shop/web 2h', 'mute shop/* 30m'],
  args: z.object({ target: z.string(), duration: durationSchema.default(2 * 3_600_000) }),
  async run({ target, duration }, { ecs, box, caller }) {
    requireChannel(caller);
    const pattern = await findPattern({ ecs, box }, target);
    return { type: 'setting', setting: { type: 'mute', pattern, forMs: duration } };
  },
});
