import * as z from 'zod/mini';
import { timeSchema } from './time-schema.ts';

/** What every EventBridge event has. `id` and `time` are missing in what the bot sends to itself. */
export const bridgeEventSchema = z.looseObject({
  id: z.optional(z.string()),
  source: z.string(),
  'detail-type': z.string(),
  time: z.optional(timeSchema),
  resources: z.optional(z.array(z.string())),
  detail: z.looseObject({}),
});

/** An EventBridge event; `time` in epoch milliseconds. */
export type BridgeEvent = z.output<typeof bridgeEventSchema>;
