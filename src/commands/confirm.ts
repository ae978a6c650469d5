import * as z from 'zod';
import { defineCommand } from './define-command.ts';

/** `confirm <card>`: what a card's button says. The card decides what happens, not what was typed. */
export const confirm = defineCommand({
  name: 'confirm',
  kind: 'change',
  hidden: true,
  words: [{ name: 'card', hint: 'card' }],
  flags: [],
  examples: ['confirm 0b7c'],
  args: z.object({ card: z.string() }),
  run: async ({ card }) => ({ type: 'confirm', cardId: card }),
});
