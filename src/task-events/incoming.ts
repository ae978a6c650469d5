import type { KnownBlock } from '@slack/types';
import * as z from 'zod/mini';
import type { Target } from '../aws/ecs/target.ts';
import type { Message } from '../views/blocks.ts';
import {
  type BridgeEvent,
  bridgeEventSchema,
  defined,
  type Ignored,
  type IncomingFact,
  readHookEvent,
  readServiceEvent,
  readTaskEvent,
  timeSchema,
} from './ecs-events.ts';

/** A state change of one of the bot's own CloudWatch alarms. */
export interface AlarmChange {
  readonly name: string;
  /** What is wrong and what to do, from infra/aws/alarms.yml; may be empty. */
  readonly description: string;
  readonly state: 'ALARM' | 'OK';
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A message that Slack did not accept, as it waited in the dead-letter queue. */
export interface Undelivered {
  readonly target: Target;
  /** The episode's number. */
  readonly number: number;
  readonly channel: string;
  /** Absent when it was never posted. */
  readonly ts?: string;
  /** The state that was to be shown. */
  readonly message: Message;
}

/** A single message for a channel, posted once. */
export interface ChannelNotice {
  /** Of notices with the same id, only the newest is posted. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly channel: string;
  readonly message: Message;
}

/** What a message of the events queue means. */
export type Incoming =
  | IncomingFact
  | Ignored
  | { readonly type: 'nudge'; readonly target: Target }
  | { readonly type: 'again'; readonly undelivered: Undelivered }
  | { readonly type: 'notice'; readonly notice: ChannelNotice }
  | { readonly type: 'mute-end' }
  /** A channel's list of notifications is due. */
  | { readonly type: 'rises'; readonly channel: string }
  | { readonly type: 'sweep' }
  | { readonly type: 'alarm'; readonly alarm: AlarmChange };

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

/** A message from a queue. Its blocks are not checked, because the bot made them. */
const messageSchema = z.pipe(
  z.object({ text: z.string(), blocks: z.array(z.looseObject({ type: z.string() })) }),
  z.transform(({ text, blocks }): Message => ({ text, blocks: blocks as unknown as KnownBlock[] })),
);

/** A target as the bot writes it into messages to itself. */
const targetSchema = z.union([
  z.object({ cluster: z.string(), service: z.string() }),
  z.object({ cluster: z.string(), family: z.string() }),
  z.object({ cluster: z.string(), task: z.string() }),
]);

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
  'aws.ecs/ECS Hook State Change': readHookEvent,
  'aws.cloudwatch/CloudWatch Alarm State Change': readAlarm,
  'ecs-ops-bot/Nudge': readNudge,
  'ecs-ops-bot/Undelivered': readUndelivered,
  'ecs-ops-bot/Notice': readNotice,
  'ecs-ops-bot/Mute End': () => ({ type: 'mute-end' }),
  'ecs-ops-bot/Rises': ({ detail }) => ({ type: 'rises', ...channelSchema.parse(detail) }),
  'ecs-ops-bot/Sweep': () => ({ type: 'sweep' }),
};
