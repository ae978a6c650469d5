import * as z from 'zod';
import { defineCommand } from './define-command.ts';

/** `cancel <card>`: the card's other button. */
export const cancel = defineCommand({
  name: 'cancel',
  kind: 'change',
  hidden: true,
  words: [{ name: 'card', hint: 'card' }],
  flags: [],
  examples: ['cancel 0b7c'],
  args: z.object({ card: z.string() }),
  run: async ({ card }) => ({ type: 'cancel', cardId: card }),
});
