import type { AuditEntry } from '../store/audit-entry.ts';
import { changeWords } from './change-words.ts';
import type { Messages } from './messages/messages.ts';

/** One entry of the audit in a line, without its time: who, what, where, how it ended. */
export function auditLine(entry: AuditEntry, messages: Messages): string {
  const { audit: words } = messages;
  if (entry.kind === 'refused') {
    const { refused } = entry;
    return [
      words.refusedTo(refused),
      words.line(refused.line),
      words.where(refused.channelId),
      words.refused(refused.why),
    ].join('  ·  ');
  }
  const { intent, outcome } = entry;
  const { change, channelId } = intent.card;
  return [
    words.asked(intent),
    changeWords(change, messages).what(),
    words.where(channelId),
    words.result(intent, outcome),
  ].join('  ·  ');
}
