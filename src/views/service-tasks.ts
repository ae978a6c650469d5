import type { ServiceReply } from '../commands/service.ts';
import { code } from './blocks/code.ts';
import type { Messages } from './messages/messages.ts';
import { taskDot } from './task-dot.ts';
import { taskFacts } from './task-facts.ts';

/** The most urgent tasks of a service, a line each, under a heading. */
export function serviceTasks(
  { service, tasks, taskCount }: ServiceReply,
  messages: Messages,
  now: number,
): string[] {
  const words = messages.replies.service;
  const lines = tasks.map(
    (task) =>
      `${taskDot(task)} ${code(task.id.slice(0, 8))}  ${taskFacts(task, messages, now).join('  ·  ')}`,
  );
  return [
    `*${words.tasks}*`,
    ...(lines.length > 0 ? lines : [words.noTasks]),
    ...(taskCount > tasks.length
      ? [words.moreTasks(tasks.length, taskCount, `/ecs tasks ${service.cluster}/${service.name}`)]
      : []),
  ];
}
