import type { LogsReply } from '../commands/logs.ts';
import { actions } from './blocks/actions.ts';
import { context } from './blocks/context.ts';
import { escapeText } from './blocks/escape-text.ts';
import { header } from './blocks/header.ts';
import { lineButton } from './blocks/line-button.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import { logBlock } from './log-block.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import type { ViewContext } from './view-context.ts';

/** `/ecs logs`: the last lines of a task's log. */
export function logsView(
  { task, container, lines, kept }: LogsReply,
  { replies }: Messages,
  { shared }: ViewContext,
): Message {
  const words = replies.logs;
  const title = words.title(container, task.id.slice(0, 8));
  const target = `${task.cluster}/${task.id}`;
  const count = kept ? words.kept(lines.length) : words.last(lines.length);
  const shown = lines.length === 0 ? [section(words.none)] : logBlock(lines);
  const footer = lines.length === 0 ? undefined : context([count, words.masked].join('  ·  '));
  const text = lines.map(({ message }) => escapeText(message)).join('\n');
  return toMessage([escapeText(title), text || words.none].join('\n'), [
    header(title),
    ...shown,
    footer,
    shared
      ? undefined
      : actions([
          ...(task.desiredStatus === 'STOPPED' ? [lineButton(words.why, `why ${target}`, 'why')] : []),
          lineButton(words.task, `tasks ${target}`, 'task'),
          lineButton(replies.refresh, `logs ${target}`, 'refresh'),
        ]),
  ]);
}
