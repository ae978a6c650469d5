import type { Target } from '../ecs/target.ts';
import type { EventFact } from '../episodes/fact.ts';

/** A change of state of one of the bot's own CloudWatch alarms. */
export interface AlarmChange {
  readonly name: string;
  readonly state: 'ALARM' | 'OK';
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What a message of the events queue means. */
export type Incoming =
  | { readonly type: 'fact'; readonly target: Target; readonly fact: EventFact }
  | { readonly type: 'nudge'; readonly target: Target }
  | { readonly type: 'mute-end' }
  | { readonly type: 'sweep' }
  | { readonly type: 'alarm'; readonly alarm: AlarmChange }
  | { readonly type: 'ignored'; readonly why: string };
