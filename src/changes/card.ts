import type { Change } from './change.ts';

/** A change that waits for a press: stored, single use, and only for a while. */
export interface Card {
  /** Nothing that can be guessed: from the job that asked for it, 128 bits. */
  readonly id: string;
  /** What was typed; asked again when the target has moved since. */
  readonly line: string;
  readonly change: Change;
  readonly askedBy: string;
  /** A second person has to approve it, because every grant of its asker says so, or a tag of its target. */
  readonly approval?: 'grant' | 'tag';
  /** Who approved what this takes back when its time is over: the approval held for both. */
  readonly approvedBy?: string;
  readonly channelId: string;
  /** ISO */
  readonly askedAt: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}
