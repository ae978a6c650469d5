import type { KnownBlock } from '@slack/types';
import * as z from 'zod/mini';
import type { Target } from '../aws/ecs/target.ts';
import type { EventFact } from '../episodes/facts.ts';
import type { StoppedTask } from '../episodes/stop-reasons/explain.ts';
import type { Message } from '../views/blocks.ts';

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
  | {
      readonly type: 'fact';
      readonly target: Target;
      readonly fact: EventFact;
      /** What the event says about a task's stop, in full. */
      readonly stop?: StoppedTask;
    }
  | { readonly type: 'nudge'; readonly target: Target }
  | { readonly type: 'again'; readonly undelivered: Undelivered }
  | { readonly type: 'notice'; readonly notice: ChannelNotice }
  | { readonly type: 'mute-end' }
  /** A channel's list of notifications is due. */
  | { readonly type: 'rises'; readonly channel: string }
  | { readonly type: 'sweep' }
  | { readonly type: 'alarm'; readonly alarm: AlarmChange }
  | { readonly type: 'ignored'; readonly why: string };

/** An ISO time, with or without fractions of a second, as epoch milliseconds. */
export const timeSchema = z.pipe(
  z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)), 'not a time')),
  z.transform((text) => Date.parse(text)),
);

/** The fields of every EventBridge event. `id` and `time` are missing in events that the bot sends to itself. */
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

/** The properties that have a value: a table item can't hold `undefined`. */
export function defined<Values extends object>(
  values: Values,
): { [Key in keyof Values]?: Exclude<Values[Key], undefined> } {
  const found = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(found) as { [Key in keyof Values]?: Exclude<Values[Key], undefined> };
}

/** A message from a queue. Its blocks are not checked, because the bot made them. */
export const messageSchema = z.pipe(
  z.object({ text: z.string(), blocks: z.array(z.looseObject({ type: z.string() })) }),
  z.transform(({ text, blocks }): Message => ({ text, blocks: blocks as unknown as KnownBlock[] })),
);

/** A target as the bot writes it into messages to itself. */
export const targetSchema = z.union([
  z.object({ cluster: z.string(), service: z.string() }),
  z.object({ cluster: z.string(), family: z.string() }),
  z.object({ cluster: z.string(), task: z.string() }),
]);
