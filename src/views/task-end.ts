import type { Task } from '../ecs/task.ts';
import { code } from './blocks/code.ts';
import { quote } from './blocks/quote.ts';
import type { Messages } from './messages/messages.ts';

/** Why a task stopped, a line each: stop code and reason, then each container's exit code and reason. Empty if it runs. */
export function taskEnd(task: Task, messages: Messages): string[] {
  const { stopCode, stoppedReason, containers, desiredStatus } = task;
  if (desiredStatus !== 'STOPPED') return [];
  const why = [
    ...(stopCode === undefined ? [] : [code(stopCode)]),
    ...(stoppedReason === undefined ? [] : [quote(stoppedReason)]),
  ];
  const ends = containers.map((container) => containerEnd(container, task, messages)).filter(Boolean);
  return [...(why.length > 0 ? [why.join('  ')] : []), ...(ends.length > 0 ? [ends.join('  ·  ')] : [])];
}

function containerEnd(
  { name, exitCode, reason }: Task['containers'][number],
  { lastStatus }: Task,
  { replies: { tasks: words } }: Messages,
): string {
  const why = reason === undefined ? '' : ` (${quote(reason)})`;
  if (exitCode !== undefined) return words.exit(name, exitCode) + why;
  return lastStatus === 'STOPPED' ? words.containerFailed(name) + why : '';
}
