import type { Sending } from '../episodes/episode-record.ts';
import { isRemoved } from './rises.ts';
import type { SendResult } from './send.ts';

/** Tries in a row that fail, a minute apart in the end: about an hour. */
const mostFailures = 60;

/**
 * Whether the bot stops trying, and a person has to do something before the message can be delivered: invite the bot,
 * unarchive the channel, or wait until Slack is back.
 */
export function isLost(result: SendResult, { failures }: Pick<Sending, 'failures'>): boolean {
  if (result.type === 'gone') return !isRemoved(result.error);
  return result.type === 'later' && failures + 1 >= mostFailures;
}
