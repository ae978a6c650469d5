import type { AuditEntry } from '../../changes/audit.ts';
import type { Refused } from '../../changes/card.ts';
import type { AuditReply } from '../../commands/audit.ts';
import type { Messages } from '../../messages/en/index.ts';
import { escapeText, formatAge, slackDate } from '../../messages/mrkdwn.ts';
import {
  context,
  header,
  lineButton,
  type Message,
  ownActions,
  pageButtons,
  paragraphs,
  section,
  toMessage,
  type ViewContext,
} from '../blocks.ts';
import { changeWords } from '../changes/card.ts';

/** The audit channel's notice of a change or a refusal: one line. */
export function auditNotice(entry: AuditEntry, messages: Messages): Message {
  const text = auditLine(entry, messages);
  return toMessage(text, [section(text)]);
}

/** One audit entry as a line, without its time: who, what, where, how it ended. */
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
  const { change, channelId, because, breaks } = intent.card;
  const said = messages.freezes;
  return [
    words.asked(intent),
    changeWords(change, messages).what(),
    ...(because === undefined ? [] : [breaks ? said.audited(because) : said.because(because)]),
    words.where(channelId),
    words.result(intent, outcome),
  ].join('  ·  ');
}

/** What was refused. Records of 0.1.0 have the id of the button's card in their line, which means nothing to a reader. */
function refusedLine({ line, press }: Refused, words: Messages['audit']): string {
  if (press !== undefined) return words.press[press](words.line(line));
  const [, old] = /^(confirm|cancel|undo|return) [0-9a-f]{32}$/.exec(line) ?? [];
  return old === undefined ? words.line(line) : words.press[old as keyof typeof words.press](words.someCard);
}

/** `/ecs audit`: one line for each change and each refusal. */
export function auditView(reply: AuditReply, messages: Messages, { shared }: ViewContext): Message {
  const { question, rows, page, more } = reply;
  const { audit: words, replies, locale } = messages;
  const { sinceMs, userId, target } = question;
  const span = formatAge(sinceMs, locale);
  const title = words.title(target);
  const lines = rows.map(({ at, entry }) => `${slackDate(at)}  ${auditLine(entry, messages)}`);
  const none = words.none(span, target, userId);
  const footer = [words.scope(span, userId), ...(page > 1 || more ? [words.page(page)] : [])].join('  ·  ');
  const line = [
    'audit',
    ...(userId === undefined ? [] : [userId]),
    ...(target === undefined ? [] : [target]),
    // A number in a line has five digits at most: a month in seconds has more.
    sinceMs % 60_000 === 0 ? `${sinceMs / 60_000}m` : `${Math.round(sinceMs / 1000)}s`,
  ].join(' ');
  return toMessage([escapeText(title), ...(lines.length === 0 ? [none] : lines)].join('\n'), [
    header(title),
    ...(lines.length === 0 ? [section(none)] : paragraphs(lines)),
    context(footer),
    ownActions(shared, [
      ...pageButtons(line, page, more ? page + 1 : page, messages),
      lineButton(replies.refresh, line, 'refresh'),
    ]),
  ]);
}
