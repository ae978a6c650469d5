import type { AuditEntry } from '../store/audit-entry.ts';
import { auditLine } from './audit-line.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

/** What the audit channel hears of a change or a refusal: one line. */
export function auditNotice(entry: AuditEntry, messages: Messages): Message {
  const text = auditLine(entry, messages);
  return toMessage(text, [section(text)]);
}
