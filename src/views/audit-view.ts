import type { AuditReply } from '../commands/audit.ts';
import { auditLine } from './audit-line.ts';
import { actions } from './blocks/actions.ts';
import { context } from './blocks/context.ts';
import { escapeText } from './blocks/escape-text.ts';
import { header } from './blocks/header.ts';
import { lineButton } from './blocks/line-button.ts';
import { paragraphs } from './blocks/paragraphs.ts';
import { section } from './blocks/section.ts';
import { slackDate } from './blocks/slack-date.ts';
import { toMessage } from './blocks/to-message.ts';
import { formatAge } from './format-age.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import { pageButtons } from './page-buttons.ts';
import type { ViewContext } from './view-context.ts';

/** `/ecs audit`: a line for each change and each refusal. */
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
    `${Math.round(sinceMs / 1000)}s`,
  ].join(' ');
  return toMessage([escapeText(title), ...(lines.length === 0 ? [none] : lines)].join('\n'), [
    header(title),
    ...(lines.length === 0 ? [section(none)] : paragraphs(lines)),
    context(footer),
    shared
      ? undefined
      : actions([
          ...pageButtons(line, page, more ? page + 1 : page, messages),
          lineButton(replies.refresh, line, 'refresh'),
        ]),
  ]);
}
