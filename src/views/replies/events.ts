import type { EventRow, EventsReply } from '../../commands/service.ts';
import type { Messages } from '../../messages/en/index.ts';
import { escapeText, formatAge, quote, slackDate } from '../../messages/mrkdwn.ts';
import {
  actions,
  context,
  header,
  lineButton,
  type Message,
  paragraphs,
  section,
  toMessage,
  type ViewContext,
} from '../blocks.ts';
import { shortenEvent } from './service.ts';

/** `/ecs events`: what happened to a service, a line each. */
export function eventsView(reply: EventsReply, messages: Messages, { shared }: ViewContext): Message {
  const { target, rows, hidden, sinceMs } = reply;
  const { replies } = messages;
  const words = replies.events;
  const span = formatAge(sinceMs, messages.locale);
  const title = words.title(target);
  const lines = rows.map((row) => `${slackDate(row.at)}  ${rowText(row, messages)}`);
  const footer = [words.summary(rows.length, span), ...(hidden > 0 ? [words.hidden(hidden)] : [])].join(
    '  ·  ',
  );
  return toMessage([escapeText(title), ...(lines.length === 0 ? [words.none(span)] : lines)].join('\n'), [
    header(title),
    ...(lines.length === 0 ? [section(words.none(span))] : paragraphs(lines)),
    lines.length === 0 ? undefined : context(footer),
    shared
      ? undefined
      : actions([
          lineButton(words.why, `why ${target}`, 'why'),
          lineButton(replies.tasks.openService, `service ${target}`, 'service'),
          lineButton(replies.refresh, `events ${target} --since ${Math.round(sinceMs / 60_000)}m`, 'refresh'),
        ]),
  ]);
}

function rowText(row: EventRow, { replies, stopReasons }: Messages): string {
  if (row.type === 'stop') {
    const { code, detail = '' } = row.explanation;
    return replies.events.stopped(row.taskId.slice(0, 8), stopReasons[code].what(quote(detail)));
  }
  const { message, explanation } = row;
  // Where its own words are all that is told of it, they stand there already.
  const isPlain = explanation !== undefined && explanation.detail === undefined;
  return quote(shortenEvent(message)) + (isPlain ? `\n→ ${stopReasons[explanation.code].what('')}` : '');
}
