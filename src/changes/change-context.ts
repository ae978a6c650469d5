import type { Access } from '../access/access.ts';
import type { Approvals } from './approvals.ts';
import type { Card } from './card.ts';
import type { ChangeStore } from './change-store.ts';
import type { Clients } from './clients.ts';
import type { Returns } from './returns.ts';
import type { Story } from './story.ts';

/** What the road needs to carry a change through; `functions/` and tests build it. */
export interface ChangeContext {
  readonly clients: Clients;
  readonly store: ChangeStore;
  readonly story: Story;
  readonly approvals: Approvals;
  readonly returns: Returns;
  readonly access: Pick<Access, 'decide'>;
  /** No service is given more tasks than this. */
  readonly maximumDesiredCount: number;
  /** Where changes asked in a direct message are told; empty when there is none. */
  readonly defaultChannel: string;
  /** Who typed or pressed; for what a timer does, who asked for it. */
  readonly userId: string;
  readonly channelId: string;
  /** The queue's deduplication id of the press. */
  readonly jobId: string;
  /** When Slack's request came in, epoch milliseconds. */
  readonly receivedAt: number;
  /** The job's last try: what can't be done now is told as unknown. */
  readonly lastTry: boolean;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Shows on the card that its press has come; the answer resolves when that is through, and never rejects. */
  readonly acknowledge?: (card: Card) => Promise<void>;
}
