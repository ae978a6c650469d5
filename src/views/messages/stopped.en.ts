import { code } from '../blocks/code.ts';
import { escapeText } from '../blocks/escape-text.ts';

const amount = (count: number, one: string) => (count === 1 ? `1 ${one}` : `${count} ${one}s`);

const person = (userId: string) => `<@${escapeText(userId)}>`;

/** The words of `why`, `logs` and `events`. */
export const stopped = {
  why: {
    title: 'Why did it stop?',
    none: (scope: string | undefined) =>
      scope === undefined
        ? 'Nothing that this channel hears of has failed within thirty days.'
        : `No task of ${code(scope)} has stopped within thirty days.`,
    task: (task: string, owner: string) => `Task ${code(task)} of ${code(owner)}`,
    askedBy: (userId: string, drill: boolean) =>
      drill
        ? `${person(userId)} stopped it through this bot, as a drill`
        : `${person(userId)} stopped it through this bot`,
    approvedBy: (userId: string) => `Approved by ${person(userId)}.`,
    expected: 'Expected: nobody needs to do anything.',
    failure: 'Not expected.',
    also: {
      outOfMemory: 'It also ran out of memory.',
      stopTimeout: 'It did not end within its stop time-out and was killed (exit code 137).',
    },
    causes: 'Likely causes, the likeliest first',
    next: 'What to look at or do',
    facts: 'What ECS says',
    lastLines: (container: string) => `The last lines of ${code(container)}`,
    others: 'Before that',
    other: (count: number, reason: string) => `${count} × ${reason}`,
    logs: 'Logs',
    task_: 'Task',
    stoppedTasks: 'Stopped tasks',
    events: 'Events',
    service: 'Service',
  },
  logs: {
    title: (container: string, task: string) => `Log of ${container} in task ${task}`,
    none: 'It has written nothing yet, or its log stream is gone.',
    kept: (count: number) => `${amount(count, 'line')} that the bot kept when the task stopped`,
    last: (count: number) => `the last ${amount(count, 'line')}`,
    masked: 'What looks like a secret is masked',
    why: 'Why did it stop?',
    task: 'Task',
  },
  events: {
    title: (target: string) => `Events of ${target}`,
    none: (span: string) => `Nothing happened within ${span}.`,
    stopped: (task: string, reason: string) => `◌ ${code(task)} stopped: ${reason}`,
    summary: (count: number, span: string) => `${count} within ${span}, the newest first`,
    hidden: (count: number) => `${count} older ones are not shown`,
    why: 'Why?',
  },
};
