import type { Card } from './card.ts';
import type { ChangeOutcome } from './change-record.ts';

/**
 * What the road needs of Slack: the message of a change. Passed in, so that nothing here knows how a message is sent.
 */
export interface Story {
  /**
   * Posts the change's message in the channel and remembers it, before anything is changed; called again for the same
   * card it posts no second one. The answer is a link to it.
   * @throws CannotPost when the bot may not write there
   */
  begin(
    card: Card,
    channelId: string,
    approvedBy: string | undefined,
  ): Promise<{ readonly link: string | undefined }>;
  /** A link to the message, where one was posted and Slack gives one. */
  link(card: Card, channelId: string): Promise<string | undefined>;
  /** Tells the story how the change went; what follows in ECS is told by its events. */
  end(card: Card, outcome: ChangeOutcome): Promise<void>;
}
