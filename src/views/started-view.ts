import type { Change } from '../changes/change.ts';
import type { ChangeOutcome } from '../changes/change-record.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

/** What the asker reads when the change's message stands in another channel, or when it failed. */
export function startedView(
  change: Change,
  { result, reason = '' }: ChangeOutcome,
  link: string | undefined,
  messages: Messages,
): Message {
  const text = {
    applied: () => messages.changes.started(change, link),
    failed: () => messages.changes.failed(change, reason),
    unknown: () => messages.changes.unknown(change, reason),
  }[result]();
  return toMessage(text, [section(text)]);
}
