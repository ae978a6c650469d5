import type { Target } from '../ecs/target.ts';
import type { EventFact } from '../episodes/fact.ts';
import type { StoppedTask } from '../episodes/stop-reasons/explain.ts';
import type { Message } from '../views/message.ts';

/** A change of state of one of the bot's own CloudWatch alarms. */
export interface AlarmChange {
  readonly name: string;
  /** What is wrong and what to do, as infra/aws/alarms.yml says; may be empty. */
  readonly description: string;
  readonly state: 'ALARM' | 'OK';
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A message that Slack did not take, as it waited in the dead-letter queue. */
export interface Undelivered {
  readonly target: Target;
  /** Of the episode. */
  readonly number: number;
  readonly channel: string;
  /** Absent when it was never posted. */
  readonly ts?: string;
  /** The state that was to be shown. */
  readonly message: Message;
}

/** A message of one post for a channel, told once. */
export interface ChannelNotice {
  /** One for everything of which only the newest is told. */
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
      /** What the event says of a task's stop, whole. */
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
