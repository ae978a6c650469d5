import type { KnownBlock } from '@slack/types';
import * as z from 'zod/mini';
import type { BridgeEvent } from './bridge-event.ts';
import { defined } from './defined.ts';
import type { Incoming } from './incoming.ts';
import { targetSchema } from './target-schema.ts';

const schema = z.looseObject({
  target: targetSchema,
  number: z.number(),
  channel: z.string(),
  ts: z.optional(z.string()),
  message: z.object({ text: z.string(), blocks: z.array(z.looseObject({ type: z.string() })) }),
});

/** "Send this again", as `queueUndelivered` put it into the dead-letter queue and somebody redrove it. */
export function readUndelivered({ detail }: BridgeEvent): Incoming {
  const { target, number, channel, ts, message } = schema.parse(detail);
  // Whatever the blocks are, they were ours.
  const blocks = message.blocks as unknown as KnownBlock[];
  const undelivered = {
    target,
    number,
    channel,
    ...defined({ ts }),
    message: { text: message.text, blocks },
  };
  return { type: 'again', undelivered };
}
