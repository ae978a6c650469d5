import type { Task } from '../../aws/ecs/tasks.ts';
import type { TaskReply, TasksReply } from '../../commands/tasks.ts';
import type { Messages } from '../../messages/en/index.ts';
import {
  code,
  escapeText,
  formatAge,
  quote,
  shortDigest,
  shortImage,
  slackDate,
  wordOf,
} from '../../messages/mrkdwn.ts';
import {
  context,
  fields,
  header,
  lineButton,
  type Message,
  ownActions,
  pageButtons,
  paragraphs,
  section,
  toMessage,
  type ViewContext,
} from '../blocks.ts';

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
      ownActions(shared, taskButtons(task, mayStop, messages)),
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

/**
 * A task's state, health, age and zone, each as a short text: `RUNNING`, `healthy`, `for 3h 5m`, `eu-west-1a`; for a stopped task, when it stopped.
 */
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

/** The status dot: green is running, red is unhealthy or failed, yellow is on its way up or down, white stopped as it should. */
export function taskDot(task: Task): string {
  const { lastStatus, desiredStatus, health } = task;
  if (hasFailed(task)) return ':red_circle:';
  if (lastStatus === 'STOPPED') return ':white_circle:';
  if (lastStatus !== 'RUNNING' || desiredStatus === 'STOPPED') return ':large_yellow_circle:';
  return health === 'UNHEALTHY' ? ':red_circle:' : ':large_green_circle:';
}

/** A service's task never ends by itself; a task started by RunTask may, with exit code 0. */
function hasFailed({ stopCode, service, containers }: Task): boolean {
  if (stopCode === 'TaskFailedToStart') return true;
  const clean = service === undefined && containers.every(({ exitCode }) => exitCode === 0);
  return stopCode === 'EssentialContainerExited' && !clean;
}

/** Why a task stopped, one line each: stop code and reason, then each container's exit code and reason. Empty if it is running. */
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

/** `/ecs tasks`: two lines per task, stopped ones with their reason, each with a button that opens it. */
export function tasksView(reply: TasksReply, messages: Messages, view: ViewContext): Message {
  const { scope, stopped, total } = reply;
  const words = messages.replies.tasks;
  const own = scope.service ?? scope.family;
  const name = own === undefined ? scope.cluster : `${scope.cluster}/${own}`;
  const title = words.title(name, stopped);
  const buttons = ownActions(view.shared, listButtons(reply, name, messages));
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
