import type { KnownBlock } from '@slack/types';
import * as z from 'zod/mini';
import type { Message } from '../views/message.ts';

/** A message that waited in a queue. Whatever its blocks are, they were ours. */
export const messageSchema = z.pipe(
  z.object({ text: z.string(), blocks: z.array(z.looseObject({ type: z.string() })) }),
  z.transform(({ text, blocks }): Message => ({ text, blocks: blocks as unknown as KnownBlock[] })),
);
