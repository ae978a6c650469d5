/** A person's step on the way of a change; a timer's is the end of `for 5s`. */
export type Step =
  | { readonly type: 'typed'; readonly line: string; readonly by: 'asker' }
  /** A press on the button of the newest card. */
  | { readonly type: 'pressed'; readonly by: 'asker' | 'second' }
  | { readonly type: 'undo'; readonly by: 'asker' }
  | { readonly type: 'timer' };

/** One sort of change, from the line to its end; `$` in a line is the service. */
export interface ChangeSort {
  readonly name: string;
  /** Its first steps that only lead up to it: nothing goes wrong there. */
  readonly lead: number;
  readonly steps: readonly Step[];
  /** The desired counts that are set, in order, when it is made; of stopping a task, none. */
  readonly counts: readonly number[];
  readonly stops: number;
  /** Asked in a direct message: told in the default channel. */
  readonly direct?: true;
  /** Application Auto Scaling's bounds before, and after. */
  readonly maximum?: { readonly before: number; readonly after: number };
  /** Its grant wants a second person. */
  readonly together?: true;
}
