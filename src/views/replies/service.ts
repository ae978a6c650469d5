import type { Button } from '@slack/types';
import { type Deployment, isDeployedByEcs, isExpress, type Service } from '../../aws/ecs/services.ts';
import type { EventRow, EventsReply, ServiceReply } from '../../commands/service.ts';
import type { Messages } from '../../messages/en/index.ts';
import { code, escapeText, formatAge, quote, shortImage, slackDate, wordOf } from '../../messages/mrkdwn.ts';
import {
  context,
  fields,
  header,
  lineButton,
  type Message,
  ownActions,
  paragraphs,
  section,
  toMessage,
  type ViewContext,
} from '../blocks.ts';
import { serviceDot } from './services.ts';
import { taskDot, taskFacts } from './tasks.ts';

/** `/ecs service`: one service on one screen, with buttons for the next actions. */
export function serviceView(reply: ServiceReply, messages: Messages, { now, shared }: ViewContext): Message {
  const { service, steady } = reply;
  const { replies } = messages;
  const title = `${service.cluster}/${service.name}`;
  const [deployment] = service.deployments;
  const rollout = deployment?.rolloutState;
  const state = [
    `${serviceDot({ service, steady })} *${replies.services.counts(service.runningCount, service.desiredCount, service.pendingCount)}*`,
    ...(rollout === undefined || (rollout === 'COMPLETED' && !steady)
      ? []
      : [wordOf(replies.rollout, rollout) ?? escapeText(rollout)]),
    ...(service.status === 'ACTIVE' ? [] : [escapeText(service.status)]),
  ].join('  ·  ');
  const pairs = servicePairs(reply, messages);
  const parts = [
    serviceDeployments(service, messages),
    serviceTasks(reply, messages, now),
    serviceEvents(service, messages),
  ];
  return toMessage(
    [
      `${escapeText(title)}: ${state}`,
      ...pairs.map(([label, value]) => `${label}: ${value.replaceAll('\n', ', ')}`),
      ...parts.flat(),
    ].join('\n'),
    [
      header(title),
      section(state),
      fields(pairs),
      ...parts.flatMap((lines) => paragraphs(lines)),
      ownActions(shared, serviceButtons(reply, messages)),
    ],
  );
}

/** A service's settings as labels and values. */
function servicePairs(
  { service, images }: ServiceReply,
  { replies: { service: words } }: Messages,
): (readonly [label: string, value: string])[] {
  const { schedulingStrategy, deploymentController } = service;
  const launch = [
    service.launchType,
    ...(schedulingStrategy === 'DAEMON' ? [schedulingStrategy] : []),
    ...(deploymentController === 'ECS' ? [] : [deploymentController]),
  ];
  const balancers = service.loadBalancers.map(
    ({ targetGroup, container }) => `${code(targetGroup)} → ${code(container)}`,
  );
  const settings = [
    words.healthyPercent(service.minimumHealthyPercent, service.maximumPercent),
    words.circuitBreaker[service.circuitBreaker],
  ];
  const shownImages = images.map((image) => code(shortImage(image)));
  return [
    [words.fields.taskDefinition, code(service.taskDefinition)],
    [words.fields.image, shownImages.slice(0, 5).join('\n') || words.unknownImage],
    [words.fields.launchType, launch.map(escapeText).join('  ·  ')],
    [words.fields.loadBalancer, balancers.slice(0, 5).join('\n') || words.noLoadBalancer],
    [words.fields.deployment, settings.join('\n')],
    ...(service.createdAt ? [[words.fields.created, slackDate(service.createdAt)] as const] : []),
  ];
}

/** More than one is a rollout; more than a few can only come from an unusual deployment controller. */
const shown = 5;

/** A service's deployments under a heading, PRIMARY first, one line each with its rollout state. */
function serviceDeployments({ deployments }: Service, messages: Messages): string[] {
  if (deployments.length === 0) return [];
  const lines = deployments.slice(0, shown).flatMap((each) => deploymentLines(each, messages));
  return [`*${messages.replies.service.deployments}*`, ...lines];
}

function deploymentLines(deployment: Deployment, { replies: { service: words } }: Messages): string[] {
  const { status, rolloutState, taskDefinition, createdAt, rolloutStateReason = '' } = deployment;
  const { runningCount, desiredCount, pendingCount, failedTasks } = deployment;
  const facts = [
    `${escapeText(status)}  ${code(taskDefinition)}`,
    ...(rolloutState === undefined ? [] : [wordOf(words.rollout, rolloutState) ?? escapeText(rolloutState)]),
    words.counts(runningCount, desiredCount, pendingCount, failedTasks),
    ...(createdAt === undefined ? [] : [words.since(slackDate(createdAt))]),
  ];
  // For other states, ECS's reason only repeats the state.
  const tells = rolloutState === 'FAILED' || rolloutStateReason.includes('rolling back');
  return [
    facts.join('  ·  '),
    ...(tells && rolloutStateReason !== '' ? [`> ${quote(rolloutStateReason)}`] : []),
  ];
}

/** A service's most urgent tasks under a heading, one line each. */
function serviceTasks(
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

/** The last five service events with their times, under a heading; repeats of the same event in a row are shown once with their count. */
export function serviceEvents(
  { cluster, name, events }: Service,
  { command, replies: { service: words } }: Messages,
): string[] {
  const all = folded(events.map(({ at, message }) => ({ at, text: shortenEvent(message) })));
  const lines = all
    .slice(0, shown)
    .map(({ at, text, times }) => `${slackDate(at)}  ${quote(text)}${times > 1 ? `  ×${times}` : ''}`);
  return [
    `*${words.events}*`,
    ...(lines.length > 0 ? lines : [words.noEvents]),
    ...(all.length > shown ? [words.moreEvents(`${command} events ${cluster}/${name}`)] : []),
  ];
}

/** Newest first, as they arrive: of equal ones the newest is kept. */
function folded(events: readonly { readonly at: Date; readonly text: string }[]) {
  const kept: { at: Date; text: string; times: number }[] = [];
  for (const event of events) {
    const last = kept.at(-1);
    if (last?.text === event.text) last.times += 1;
    else kept.push({ ...event, times: 1 });
  }
  return kept;
}

/**
 * A service event without `(service web)`, which the title already says, and without the deployment's number, with names in place of ARNs and long
 * ids.
 */
function shortenEvent(message: string): string {
  return message
    .replace(/^\(service [^)]*\) (?:\(deployment [^)]*\) )?/, '')
    .replace(/arn:[^\s()]{1,80}:targetgroup\/([^\s()/]+)\/[^\s()]+/g, '$1')
    .replace(/\b([0-9a-f]{8})[0-9a-f]{24}\b/g, '$1');
}

/** What the person can do next with a service. Buttons that change something lead to a card, as if typed. */
function serviceButtons(
  { service, may }: Pick<ServiceReply, 'service' | 'may'>,
  { replies }: Messages,
): Button[] {
  const words = replies.service;
  const target = `${service.cluster}/${service.name}`;
  const scalable =
    may.scale &&
    service.schedulingStrategy === 'REPLICA' &&
    service.status === 'ACTIVE' &&
    !isExpress(service);
  const isDeployable = isDeployedByEcs(service);
  // A service in its first revision has nothing to go back to.
  const hasEarlier = service.deployments.length > 1 || !service.taskDefinition.endsWith(':1');
  return [
    ...(scalable ? [lineButton(words.scaleOut, `scale ${target} +1`, 'scale-out')] : []),
    ...(scalable && service.desiredCount > 0
      ? [lineButton(words.scaleIn, `scale ${target} -1`, 'scale-in')]
      : []),
    ...(may.stopTask && service.runningCount > 0
      ? [lineButton(words.stopTask, `stop-task ${target}`, 'stop-task')]
      : []),
    ...(may.restart && isDeployable && service.desiredCount > 0
      ? [lineButton(words.restart, `restart ${target}`, 'restart')]
      : []),
    ...(may.rollback && isDeployable && hasEarlier
      ? [lineButton(words.rollback, `rollback ${target}`, 'rollback')]
      : []),
    lineButton(words.openTasks, `tasks ${target}`, 'tasks'),
    lineButton(words.openStopped, `tasks ${target} --stopped`, 'stopped'),
    lineButton(words.openDeployments, `deployments ${target}`, 'deployments'),
    // Its images are there to choose from, each with a button of its own.
    lineButton(may.deploy && isDeployable ? words.deploy : words.openImages, `images ${target}`, 'images'),
    lineButton(words.openServices, `services ${service.cluster}`, 'services'),
    lineButton(replies.refresh, `service ${target}`, 'refresh'),
  ];
}

/** `/ecs events`: what happened to a service, one line each. */
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
    ownActions(shared, [
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
  // If the explanation has no detail, the event's own text is quoted already and is not repeated.
  const isPlain = explanation !== undefined && explanation.detail === undefined;
  return quote(shortenEvent(message)) + (isPlain ? `\n→ ${stopReasons[explanation.code].what('')}` : '');
}
