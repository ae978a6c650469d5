import * as z from 'zod';
import { defineCommand } from './define-command.ts';
import { findSetting } from './find-setting.ts';
import { requireChannel } from './require-channel.ts';

/** `/ecs unmute <target>`: ends a mute of this channel, and says what it held back. */
export const unmute = defineCommand({
  name: 'unmute',
  kind: 'setting',
  words: [{ name: 'target', hint: 'cluster|cluster/service|cluster/*' }],
  flags: [],
  examples: ['unmute shop/web'],
  args: z.object({ target: z.string() }),
  async run({ target }, { caller, readSettings }) {
    requireChannel(caller);
    const { mutes } = await readSettings();
    const pattern = findSetting(mutes, caller.channelId, target, 'notMuted');
    return { type: 'setting', setting: { type: 'unmute', pattern } };
  },
});
