import type { Change } from './change.ts';

/** A change that waits for its asker's press: stored, single use, ten minutes. */
export interface Card {
  /** Nothing that can be guessed: 128 random bits. */
  readonly id: string;
  /** What was typed; asked again when the target has moved since. */
  readonly line: string;
  readonly change: Change;
  readonly askedBy: string;
  /** A second person has to approve it, because every grant of its asker says so, or a tag of its target. */
  readonly approval?: 'grant' | 'tag';
  readonly channelId: string;
  /** ISO */
  readonly askedAt: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}
