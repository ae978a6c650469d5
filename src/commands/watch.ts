import * as z from 'zod';
import { levels } from '../watches/levels.ts';
import { defineCommand } from './define-command.ts';
import { findPattern } from './find-pattern.ts';
import { requireChannel } from './require-channel.ts';

/** `/ecs watch <target> [level]`: the channel follows services; one word a pattern, the newest stands. */
export const watch = defineCommand({
  name: 'watch',
  kind: 'setting',
  words: [
    { name: 'target', hint: 'cluster|cluster/service|cluster/*' },
    { name: 'level', hint: levels.join('|'), optional: true },
  ],
  flags: [],
  examples: ['watch shop/* problems', 'watch shop/web all', 'watch shop/worker none'],
  args: z.object({ target: z.string(), level: z.enum(levels, 'notALevel').default('problems') }),
  async run({ target, level }, { ecs, box, caller }) {
    requireChannel(caller);
    return {
      type: 'setting',
      setting: { type: 'watch', pattern: await findPattern({ ecs, box }, target), level },
    };
  },
});
