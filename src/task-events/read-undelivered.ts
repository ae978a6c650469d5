import * as z from 'zod/mini';
import type { BridgeEvent } from './bridge-event.ts';
import { defined } from './defined.ts';
import type { Incoming } from './incoming.ts';
import { messageSchema } from './message-schema.ts';
import { targetSchema } from './target-schema.ts';

const schema = z.looseObject({
  target: targetSchema,
  number: z.number(),
  channel: z.string(),
  ts: z.optional(z.string()),
  message: messageSchema,
});

/** "Send this again", as `queueUndelivered` put it into the dead-letter queue and somebody redrove it. */
export function readUndelivered({ detail }: BridgeEvent): Incoming {
  const { target, number, channel, ts, message } = schema.parse(detail);
  return { type: 'again', undelivered: { target, number, channel, ...defined({ ts }), message } };
}
