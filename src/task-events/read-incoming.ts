import * as z from 'zod/mini';
import { readServiceEvent, readTaskEvent } from './ecs-events.ts';
import {
  type BridgeEvent,
  bridgeEventSchema,
  defined,
  type Incoming,
  messageSchema,
  targetSchema,
  timeSchema,
} from './incoming.ts';

const alarmSchema = z.looseObject({
  alarmName: z.string(),
  configuration: z.optional(z.looseObject({ description: z.optional(z.string()) })),
  state: z.looseObject({
    value: z.string(),
    reason: z.optional(z.string()),
    timestamp: z.optional(timeSchema),
  }),
  previousState: z.optional(z.looseObject({ value: z.optional(z.string()) })),
});

/** `CloudWatch Alarm State Change`: ALARM, and OK after ALARM, are posted. A new alarm goes from INSUFFICIENT_DATA to OK. */
function readAlarm({ detail, time }: BridgeEvent): Incoming {
  const { alarmName, configuration, state, previousState } = alarmSchema.parse(detail);
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

const nudgeSchema = z.looseObject({ target: targetSchema });

/** "Check this target's episode again", as `queueNudge` sends it. */
function readNudge({ detail }: BridgeEvent): Incoming {
  return { type: 'nudge', target: nudgeSchema.parse(detail).target };
}

const undeliveredSchema = z.looseObject({
  target: targetSchema,
  number: z.number(),
  channel: z.string(),
  ts: z.optional(z.string()),
  message: messageSchema,
});

/** "Send this again", as `queueUndelivered` put it into the dead-letter queue and somebody redrove it. */
function readUndelivered({ detail }: BridgeEvent): Incoming {
  const { target, number, channel, ts, message } = undeliveredSchema.parse(detail);
  return { type: 'again', undelivered: { target, number, channel, ...defined({ ts }), message } };
}

const noticeSchema = z.object({
  id: z.string(),
  at: z.number(),
  channel: z.string(),
  message: messageSchema,
});

/** "Post this once", as `queueNotice` put it into the events queue. */
function readNotice({ detail }: BridgeEvent): Incoming {
  return { type: 'notice', notice: noticeSchema.parse(detail) };
}

const channelSchema = z.object({ channel: z.string() });

/** Keyed by source and detail-type, as in the rules in infra/aws. */
const readers: Readonly<Record<string, (event: BridgeEvent) => Incoming>> = {
  'aws.ecs/ECS Task State Change': readTaskEvent,
  'aws.ecs/ECS Service Action': readServiceEvent,
  'aws.ecs/ECS Deployment State Change': readServiceEvent,
  'aws.cloudwatch/CloudWatch Alarm State Change': readAlarm,
  'ecs-ops-bot/Nudge': readNudge,
  'ecs-ops-bot/Undelivered': readUndelivered,
  'ecs-ops-bot/Notice': readNotice,
  'ecs-ops-bot/Mute End': () => ({ type: 'mute-end' }),
  'ecs-ops-bot/Rises': ({ detail }) => ({ type: 'rises', ...channelSchema.parse(detail) }),
  'ecs-ops-bot/Sweep': () => ({ type: 'sweep' }),
};

/**
 * Reads a message from the events queue. Unknown detail-types, and fields that are not needed, are ignored.
 * @throws Error when it is not an event, or an event without what its kind always has
 */
export function readIncoming(body: string): Incoming {
  const event = bridgeEventSchema.parse(JSON.parse(body));
  const kind = `${event.source}/${event['detail-type']}`;
  const reader = Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  return reader === undefined ? { type: 'ignored', why: kind } : reader(event);
}
