import type { Caller } from '../commands/caller.ts';
import type { Delivery } from './delivery.ts';
import type { Answer } from './respond.ts';

/** A line to run: typed after `/ecs`, or the value of a button that was pressed. */
export interface LineRequest {
  readonly line: string;
  /** The slash command that it was typed behind; absent for a press. */
  readonly command?: string;
  readonly caller: Caller;
  readonly answer: Answer;
  readonly delivery: Delivery;
}
