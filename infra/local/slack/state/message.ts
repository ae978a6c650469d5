import type { KnownBlock } from '@slack/types';

/** A message as the workspace keeps it. `ts` identifies it within its channel. */
export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
  readonly attachments?: readonly Record<string, unknown>[];
  readonly metadata?: Record<string, unknown>;
  /** The parent's `ts` for a reply. */
  readonly threadTs?: string;
  /** A reply that the channel shows too. */
  readonly broadcast?: boolean;
  /** `slash_command` is the line that a person typed, shown to that person alone unless the answer is in_channel. */
  readonly subtype?: 'channel_join' | 'slash_command';
  /** An ephemeral message: only this user sees it, and no Web API method finds it. */
  readonly visibleTo?: string;
  readonly isBot: boolean;
  readonly edited?: { readonly user: string; readonly ts: string };
  /** Rises with each edit, so that a client can show that something changed. */
  readonly revision: number;
}
