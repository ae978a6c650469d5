import type { KnownBlock } from '@slack/types';

/** What is sent to Slack: `text` alone tells the whole content, for notifications, screen readers and refused blocks. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}
