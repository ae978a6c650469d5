import type { TasksReply } from '../commands/tasks.ts';
import type { Task } from '../ecs/task.ts';
import { actions } from './blocks/actions.ts';
import { code } from './blocks/code.ts';
import { context } from './blocks/context.ts';
import { escapeText } from './blocks/escape-text.ts';
import { header } from './blocks/header.ts';
import { lineButton } from './blocks/line-button.ts';
import { quote } from './blocks/quote.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import { pageButtons } from './page-buttons.ts';
import { shortImage } from './short-image.ts';
import { taskDot } from './task-dot.ts';
import { taskEnd } from './task-end.ts';
import { taskFacts } from './task-facts.ts';
import type { ViewContext } from './view-context.ts';

/** `/ecs tasks`: two lines a task, stopped ones with their reason, each with a button that opens it. */
export function tasksView(reply: TasksReply, messages: Messages, view: ViewContext): Message {
  const { scope, stopped, total } = reply;
  const words = messages.replies.tasks;
  const own = scope.service ?? scope.family;
  const name = own === undefined ? scope.cluster : `${scope.cluster}/${own}`;
  const title = words.title(name, stopped);
  const buttons = view.shared ? undefined : actions(listButtons(reply, name, messages));
  if (total === 0) return toMessage(words.none(name, stopped), [section(words.none(name, stopped)), buttons]);
  const footer = [
    words.summary(total),
    ...(reply.cutOff ? [words.cutOff(total)] : []),
    ...(reply.pages > 1 ? [messages.replies.page(reply.page, reply.pages)] : []),
  ].join('  ·  ');
  const rows = reply.tasks.map((task) => ({ task, text: rowText(task, reply, messages, view.now) }));
  return toMessage([`${escapeText(title)}: ${footer}`, ...rows.map(({ text }) => text)].join('\n'), [
    header(title),
    ...rows.map(({ task, text }) => {
      const open = lineButton(words.open, `tasks ${task.cluster}/${task.id}`, `task:${task.id}`);
      return section(text, view.shared ? undefined : open);
    }),
    context(footer),
    buttons,
  ]);
}

function rowText(task: Task, { scope, reasons }: TasksReply, messages: Messages, now: number): string {
  const why = Object.hasOwn(reasons, task.id) ? reasons[task.id] : undefined;
  const owner =
    scope.service === undefined && task.service !== undefined ? `  *${escapeText(task.service)}*` : '';
  const facts = taskFacts(task, messages, now).join('  ·  ');
  const images = task.containers.map(({ image }) => code(shortImage(image)));
  return [
    `${taskDot(task)} ${code(task.id.slice(0, 8))}${owner}  ${facts}`,
    ...(why === undefined ? [] : [messages.stopReasons[why.code].what(quote(why.detail ?? ''))]),
    ...taskEnd(task, messages),
    [...images, code(task.taskDefinition)].join('  ·  '),
  ].join('\n');
}

function listButtons({ scope, stopped, page, pages }: TasksReply, name: string, messages: Messages) {
  const { replies } = messages;
  const line = stopped ? `tasks ${name} --stopped` : `tasks ${name}`;
  const other = stopped
    ? lineButton(replies.tasks.running, `tasks ${name}`, 'running')
    : lineButton(replies.tasks.stopped, `tasks ${name} --stopped`, 'stopped');
  const up =
    scope.service === undefined
      ? lineButton(replies.tasks.openServices, `services ${scope.cluster}`, 'services')
      : lineButton(replies.tasks.openService, `service ${name}`, 'service');
  return [
    ...pageButtons(line, page, pages, messages),
    other,
    up,
    lineButton(replies.refresh, `${line} --page ${page}`, 'refresh'),
  ];
}
