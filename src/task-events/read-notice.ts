import * as z from 'zod/mini';
import type { BridgeEvent } from './bridge-event.ts';
import type { Incoming } from './incoming.ts';
import { messageSchema } from './message-schema.ts';

const schema = z.object({ id: z.string(), at: z.number(), channel: z.string(), message: messageSchema });

/** "Post this once", as `queueNotice` put it into the events queue. */
export function readNotice({ detail }: BridgeEvent): Incoming {
  return { type: 'notice', notice: schema.parse(detail) };
}
