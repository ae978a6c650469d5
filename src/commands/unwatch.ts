import * as z from 'zod';
import { defineCommand } from './define-command.ts';
import { findSetting } from './find-setting.ts';
import { requireChannel } from './require-channel.ts';

/** `/ecs unwatch <target>`: takes back what `watch` set in this channel, also for a service that is gone. */
export const unwatch = defineCommand({
  name: 'unwatch',
  kind: 'setting',
  words: [{ name: 'target', hint: 'cluster|cluster/service|cluster/*' }],
  flags: [],
  examples: ['unwatch shop/*'],
  args: z.object({ target: z.string() }),
  async run({ target }, { caller, readSettings }) {
    requireChannel(caller);
    const { watches } = await readSettings();
    const pattern = findSetting(watches, caller.channelId, target, 'notWatched');
    return { type: 'setting', setting: { type: 'unwatch', pattern } };
  },
});
