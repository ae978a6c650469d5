import * as z from 'zod/mini';
import type { BridgeEvent } from './bridge-event.ts';
import type { Incoming } from './incoming.ts';
import { targetSchema } from './target-schema.ts';

const schema = z.looseObject({ target: targetSchema });

/** "Look again at this target's episode", as `queueNudge` sends it. */
export function readNudge({ detail }: BridgeEvent): Incoming {
  return { type: 'nudge', target: schema.parse(detail).target };
}
