import type { SectionBlock } from '@slack/types';
import type { LogLine } from '../../aws/logs.ts';
import type { LogsReply } from '../../commands/logs.ts';
import type { Messages } from '../../messages/en/index.ts';
import { escapeText } from '../../messages/mrkdwn.ts';
import {
  codeBlock,
  context,
  header,
  lineButton,
  type Message,
  ownActions,
  section,
  toMessage,
  type ViewContext,
} from '../blocks.ts';

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
    ownActions(shared, [
      ...(task.desiredStatus === 'STOPPED' ? [lineButton(words.why, `why ${target}`, 'why')] : []),
      lineButton(words.task, `tasks ${target}`, 'task'),
      lineButton(replies.refresh, `logs ${target}`, 'refresh'),
    ]),
  ]);
}

/** Log lines as they were written, each with its time. If they don't all fit, the newest are kept. */
export function logBlock(lines: readonly LogLine[]): SectionBlock[] {
  const shown = lines.map(({ at, message }) => `${new Date(at).toISOString().slice(11, 19)} ${message}`);
  return shown.length === 0 ? [] : [codeBlock(shown)];
}
