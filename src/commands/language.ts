import * as z from 'zod';
import { languages } from '../watches/languages.ts';
import { defineCommand } from './define-command.ts';
import { requireChannel } from './require-channel.ts';

/** `/ecs language <en|ja>`: in which language this channel is told. What one person alone reads follows their Slack. */
export const language = defineCommand({
  name: 'language',
  kind: 'setting',
  words: [{ name: 'language', hint: languages.join('|') }],
  flags: [],
  examples: ['language ja', 'language en'],
  args: z.object({ language: z.enum(languages, 'notALanguage') }),
  async run({ language: chosen }, { caller }) {
    requireChannel(caller);
    return { type: 'setting', setting: { type: 'language', language: chosen } };
  },
});
