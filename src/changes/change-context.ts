import type { ECSClient } from '@aws-sdk/client-ecs';
import type { ChangeStore } from './change-store.ts';
import type { Story } from './story.ts';

/** What the road needs to carry a change through; `functions/` and tests build it. */
export interface ChangeContext {
  readonly ecs: ECSClient;
  readonly store: ChangeStore;
  readonly story: Story;
  /** Slack user ids who may change things. */
  readonly operators: readonly string[];
  /** Where changes asked in a direct message are told; empty when there is none. */
  readonly defaultChannel: string;
  /** Who typed or pressed. */
  readonly userId: string;
  readonly channelId: string;
  /** The queue's deduplication id of the press. */
  readonly jobId: string;
  /** When Slack's request came in, epoch milliseconds. */
  readonly receivedAt: number;
  /** The job's last try: what can't be done now is told as unknown. */
  readonly lastTry: boolean;
  readonly now: () => number;
}
