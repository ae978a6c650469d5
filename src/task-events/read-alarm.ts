import * as z from 'zod/mini';
import type { BridgeEvent } from './bridge-event.ts';
import type { Incoming } from './incoming.ts';
import { timeSchema } from './time-schema.ts';

const schema = z.looseObject({
  alarmName: z.string(),
  configuration: z.optional(z.looseObject({ description: z.optional(z.string()) })),
  state: z.looseObject({
    value: z.string(),
    reason: z.optional(z.string()),
    timestamp: z.optional(timeSchema),
  }),
  previousState: z.optional(z.looseObject({ value: z.optional(z.string()) })),
});

/** `CloudWatch Alarm State Change`: told are ALARM, and OK after ALARM. A new alarm comes to OK from INSUFFICIENT_DATA. */
export function readAlarm({ detail, time }: BridgeEvent): Incoming {
  const { alarmName, configuration, state, previousState } = schema.parse(detail);
  const isOver = state.value === 'OK' && previousState?.value === 'ALARM';
  if (state.value !== 'ALARM' && !isOver) return { type: 'ignored', why: `alarm ${state.value}` };
  return {
    type: 'alarm',
    alarm: {
      name: alarmName,
      description: configuration?.description ?? '',
      state: isOver ? 'OK' : 'ALARM',
      reason: state.reason ?? '',
      at: state.timestamp ?? time ?? 0,
    },
  };
}
