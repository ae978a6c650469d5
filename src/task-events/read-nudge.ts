import * as z from 'zod/mini';
import type { BridgeEvent } from './bridge-event.ts';
import type { Incoming } from './incoming.ts';

const schema = z.looseObject({
  target: z.union([
    z.object({ cluster: z.string(), service: z.string() }),
    z.object({ cluster: z.string(), task: z.string() }),
  ]),
});

/** "Look again at this target's episode", as `queueNudge` sends it. */
export function readNudge({ detail }: BridgeEvent): Incoming {
  return { type: 'nudge', target: schema.parse(detail).target };
}
