import type { TaskReply } from '../commands/tasks.ts';
import type { Task } from '../ecs/task.ts';
import { actions } from './blocks/actions.ts';
import { code } from './blocks/code.ts';
import { escapeText } from './blocks/escape-text.ts';
import { fields } from './blocks/fields.ts';
import { header } from './blocks/header.ts';
import { lineButton } from './blocks/line-button.ts';
import { paragraphs } from './blocks/paragraphs.ts';
import { section } from './blocks/section.ts';
import { slackDate } from './blocks/slack-date.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import { shortDigest } from './short-digest.ts';
import { shortImage } from './short-image.ts';
import { taskDot } from './task-dot.ts';
import { taskEnd } from './task-end.ts';
import { taskFacts } from './task-facts.ts';
import type { ViewContext } from './view-context.ts';

/** `/ecs tasks <task>`: one task in detail. */
export function taskView(
  { task, mayStop }: TaskReply,
  messages: Messages,
  { now, shared }: ViewContext,
): Message {
  const words = messages.replies.task;
  const title = words.title(task.id);
  const state = `${taskDot(task)} ${taskFacts(task, messages, now).join('  ·  ')}`;
  const end = taskEnd(task, messages);
  const pairs = taskPairs(task, messages);
  const containers = [`*${words.containers}*`, ...task.containers.map(containerLine)];
  return toMessage(
    [
      escapeText(title),
      state,
      ...end,
      ...pairs.map(([label, value]) => `${label}: ${value}`),
      ...containers,
    ].join('\n'),
    [
      header(title),
      section([state, ...end].join('\n')),
      fields(pairs),
      ...paragraphs(containers),
      shared ? undefined : actions(taskButtons(task, mayStop, messages)),
    ],
  );
}

function taskPairs(task: Task, { replies: { task: words } }: Messages): (readonly [string, string])[] {
  const { service, taskDefinition, launchType, startedAt, stoppedAt, cluster } = task;
  return [
    [words.fields.service, service === undefined ? words.noService : code(`${cluster}/${service}`)],
    [words.fields.taskDefinition, code(taskDefinition)],
    ...(launchType === undefined ? [] : [[words.fields.launchType, escapeText(launchType)] as const]),
    ...(startedAt === undefined ? [] : [[words.fields.started, slackDate(startedAt)] as const]),
    ...(stoppedAt === undefined ? [] : [[words.fields.stopped, slackDate(stoppedAt)] as const]),
  ];
}

function containerLine({ name, image, digest, lastStatus }: Task['containers'][number]): string {
  const facts = [code(name), escapeText(lastStatus), code(shortImage(image))];
  return [...facts, ...(digest === undefined ? [] : [code(shortDigest(digest))])].join('  ·  ');
}

function taskButtons({ cluster, id, service, desiredStatus }: Task, mayStop: boolean, { replies }: Messages) {
  const target = `${cluster}/${id}`;
  const stop = lineButton(replies.task.stopTask, `stop-task ${target}`, 'stop-task', { style: 'danger' });
  const open = lineButton(replies.task.openService, `service ${cluster}/${service}`, 'service');
  return [
    ...(desiredStatus === 'STOPPED' ? [lineButton(replies.task.why, `why ${target}`, 'why')] : []),
    ...(mayStop && desiredStatus !== 'STOPPED' ? [stop] : []),
    lineButton(replies.task.logs, `logs ${target}`, 'logs'),
    ...(service === undefined ? [] : [open]),
    lineButton(replies.refresh, `tasks ${target}`, 'refresh'),
  ];
}
