import type { Task } from '../ecs/task.ts';
import { escapeText } from './blocks/escape-text.ts';
import { slackDate } from './blocks/slack-date.ts';
import { formatAge } from './format-age.ts';
import type { Messages } from './messages/messages.ts';
import { wordOf } from './word-of.ts';

/** A task's state, health, age and zone, each as a short text: `RUNNING`, `healthy`, `for 3h 5m`, `eu-west-1a`; of a stopped one when it stopped. */
export function taskFacts(task: Task, messages: Messages, now: number): string[] {
  const words = messages.replies.tasks;
  const { lastStatus, desiredStatus, health, zone, stoppedAt } = task;
  const state = desiredStatus === 'STOPPED' && lastStatus === 'RUNNING' ? 'STOPPING' : lastStatus;
  const since = lastStatus === 'STOPPED' && stoppedAt ? ` ${slackDate(stoppedAt)}` : '';
  const shownHealth = lastStatus === 'RUNNING' ? wordOf(words.health, health) : undefined;
  return [
    escapeText(state) + since,
    ...(shownHealth === undefined ? [] : [shownHealth]),
    ...ages(task, messages, now),
    ...(zone === undefined ? [] : [escapeText(zone)]),
  ];
}

function ages(task: Task, messages: Messages, now: number): string[] {
  const words = messages.replies.tasks;
  const { createdAt, startedAt, stoppingAt, stoppedAt, lastStatus, desiredStatus } = task;
  const age = (from: Date, to: number) => formatAge(to - from.getTime(), messages.locale);
  if (lastStatus === 'STOPPED') {
    const end = stoppingAt ?? stoppedAt;
    return [startedAt && end ? words.ranFor(age(startedAt, end.getTime())) : words.neverRan];
  }
  if (desiredStatus === 'STOPPED') return stoppingAt ? [words.stoppingFor(age(stoppingAt, now))] : [];
  if (startedAt) return [words.runningFor(age(startedAt, now))];
  return createdAt ? [words.startingFor(age(createdAt, now))] : [];
}
