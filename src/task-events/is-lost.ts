import type { Delivery } from '../episodes/episode-record.ts';
import type { SendResult } from './send.ts';

/** Tries in a row that fail, a minute apart in the end: about an hour. */
const mostFailures = 60;

/** Answers for a message that is not there any more: somebody took it away, and there is nothing to mend. */
const removed = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/**
 * Whether the bot stops trying, and a person has to do something before the message can be delivered: invite the bot,
 * unarchive the channel, or wait until Slack is back.
 */
export function isLost(result: SendResult, { failures }: Pick<Delivery, 'failures'>): boolean {
  if (result.type === 'gone') return !removed.has(result.error);
  return result.type === 'later' && failures + 1 >= mostFailures;
}
