import type { Refused } from '../changes/change-record.ts';
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
      refusedLine(refused, words),
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

/** What was refused. Records of 0.1.0 have the id of the button's card in their line, which nobody can read. */
function refusedLine({ line, press }: Refused, words: Messages['audit']): string {
  if (press !== undefined) return words.press[press](words.line(line));
  const [, old] = /^(confirm|cancel|undo|return) [0-9a-f]{32}$/.exec(line) ?? [];
  return old === undefined ? words.line(line) : words.press[old as keyof typeof words.press](words.someCard);
}
