import type { ServiceRevision } from '../../aws/ecs/services.ts';
import { imageTag } from '../../aws/ecs/target.ts';
import type { BegunBy } from '../../changes/deployment-audit.ts';
import type { DeploymentReply, DeploymentRow, DeploymentsReply } from '../../commands/deployments.ts';
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
  paragraphs,
  section,
  toMessage,
  type ViewContext,
} from '../blocks.ts';
import { stageMarks, trafficBar } from '../stages.ts';

type Deployment = DeploymentRow['deployment'];

/** So many rows have a button each: Slack takes fifty blocks. */
const mostButtons = 40;

/** `/ecs deployments`: one entry a deployment, with a button that opens it. */
export function deploymentsView(reply: DeploymentsReply, messages: Messages, view: ViewContext): Message {
  const { target, controller, count, rows } = reply;
  const words = messages.replies.deployments;
  const title = words.title(target);
  const entries = rows.map((row) => rowText(row, messages, view.now));
  const none = controller === 'ECS' ? words.none(target) : words.elsewhere(target, controller);
  const lines = entries.length === 0 ? [none] : entries;
  const button = (index: number) => {
    const { id } = rows[index]?.deployment ?? { id: '' };
    return lineButton(words.open, `deployments ${target} --id ${id}`, `deployment:${index}`);
  };
  const buttons = view.shared ? 0 : mostButtons;
  return toMessage([escapeText(title), ...lines].join('\n'), [
    header(title),
    ...(entries.length === 0 ? [section(none)] : []),
    ...entries.slice(0, buttons).map((entry, index) => section(entry, button(index))),
    ...paragraphs(entries.slice(buttons), '\n\n'),
    entries.length === 0 ? undefined : context(words.summary(rows.length)),
    ownActions(view.shared, [
      lineButton(messages.replies.tasks.openService, `service ${target}`, 'service'),
      lineButton(messages.replies.refresh, `deployments ${target} ${count}`, 'refresh'),
    ]),
  ]);
}

const dots: Readonly<Record<string, string>> = {
  SUCCESSFUL: ':large_green_circle:',
  PENDING: ':large_yellow_circle:',
  IN_PROGRESS: ':large_yellow_circle:',
  ROLLBACK_REQUESTED: ':red_circle:',
  ROLLBACK_IN_PROGRESS: ':red_circle:',
  ROLLBACK_SUCCESSFUL: ':large_orange_circle:',
  ROLLBACK_FAILED: ':red_circle:',
};

/** How it ended and when, from → to, who began it, and ECS's reason if it did not go well. */
function rowText(row: DeploymentRow, messages: Messages, now: number): string {
  const { deployment, by } = row;
  const words = messages.replies.deployments;
  const reason = reasonOf(deployment);
  const facts = [
    `${wordOf(dots, deployment.status) ?? ':white_circle:'} *${statusWord(deployment, messages)}*`,
    ...(isOver(deployment) || deployment.stage === undefined ? [] : [words.inStage(deployment.stage)]),
    ...(deployment.createdAt ? [slackDate(deployment.createdAt)] : []),
    ...lastedText(deployment, messages, now),
    strategyWord(deployment, messages),
  ];
  return [
    facts.join('  ·  '),
    `${changeText(row, messages)}  ·  ${byText(by, messages)}`,
    ...(reason === undefined ? [] : [`> ${quote(reason)}`]),
  ].join('\n');
}

function statusWord({ status }: Deployment, { replies }: Messages): string {
  return wordOf(replies.deployments.status, status) ?? escapeText(status);
}

function strategyWord({ strategy }: Deployment, { episodes }: Messages): string {
  return wordOf(episodes.stages.strategy, strategy) ?? escapeText(strategy);
}

/** ECS gives a reason also where all went well; it says nothing then. */
function reasonOf({ status, statusReason, rollback }: Deployment): string | undefined {
  return status === 'SUCCESSFUL' ? undefined : (rollback?.reason ?? statusReason);
}

function isOver({ finishedAt, stoppedAt }: Deployment): boolean {
  return finishedAt !== undefined || stoppedAt !== undefined;
}

function lastedText(deployment: Deployment, { replies, locale }: Messages, now: number): string[] {
  const { startedAt, createdAt, finishedAt, stoppedAt, status } = deployment;
  const [from, to] = [startedAt ?? createdAt, finishedAt ?? stoppedAt];
  if (from === undefined) return [];
  const words = replies.deployments;
  if (to !== undefined) return [words.took(formatAge(to.getTime() - from.getTime(), locale))];
  // One that was stopped without a time of its own does not go on.
  return status === 'STOPPED' ? [] : [words.lasts(formatAge(now - from.getTime(), locale))];
}

/** `web:12` (`1.4.2`) → `web:13` (`1.5.0`). */
function changeText({ from, to }: DeploymentRow, { replies }: Messages): string {
  const words = replies.deployments;
  if (to === undefined) return words.first(words.forgotten);
  const [only, ...more] = [...new Map(from.map((each) => [each.taskDefinition, each])).values()];
  if (only === undefined) return words.first(revisionText(to));
  if (more.length === 0 && only.taskDefinition === to.taskDefinition) return words.again(revisionText(to));
  return words.change([only, ...more].map(revisionText).join(', '), revisionText(to));
}

/** Its tag is that of the first container's image. */
function revisionText({ taskDefinition, images: [first] }: ServiceRevision): string {
  return first === undefined
    ? code(taskDefinition)
    : `${code(taskDefinition)} (${code(imageTag(first.image))})`;
}

function byText(by: BegunBy, { replies }: Messages): string {
  const words = replies.deployments.by;
  if (by.type === 'bot') return words.bot(by.userId, by.approvedBy);
  return by.type === 'perhaps' ? words.perhaps(by.userId) : words[by.type];
}

/** One deployment, opened from the list. */
export function deploymentView(reply: DeploymentReply, messages: Messages, view: ViewContext): Message {
  const { target, deployment, from, to } = reply;
  const words = messages.replies.deployments;
  const title = words.one(target);
  const intro = rowText(reply, messages, view.now);
  const pairs = settingPairs(deployment, messages);
  const parts = [
    titled(words.steps, stageMarks(reply.steps, messages.episodes.stages)),
    titled(
      words.hooks,
      deployment.hooks.map((hook) => hookText(hook, messages)),
    ),
    titled(words.images, [...from, ...(to ? [to] : [])].flatMap(imageLines)),
  ].filter((lines) => lines.length > 0);
  const line = `deployments ${target}`;
  const shownPairs = pairs.map(([label, value]) => `*${label}*  ${value}`);
  return toMessage([escapeText(title), intro, ...shownPairs, ...parts.flat()].join('\n'), [
    header(title),
    section(intro),
    fields(pairs),
    ...parts.flatMap((lines) => paragraphs(lines)),
    ownActions(view.shared, [
      lineButton(words.all, line, 'deployments'),
      lineButton(messages.replies.tasks.openService, `service ${target}`, 'service'),
      lineButton(words.audit, `audit ${target} 31d`, 'audit'),
      lineButton(messages.replies.refresh, `${line} --id ${deployment.id}`, 'refresh'),
    ]),
  ]);
}

function titled(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`*${title}*`, ...lines];
}

function settingPairs(deployment: Deployment, messages: Messages): [label: string, value: string][] {
  const { strategy, step, bakeMinutes, to, circuitBreaker, alarms } = deployment;
  const words = messages.replies.deployments;
  const { fields: labels } = words;
  const stepWord = strategy === 'CANARY' ? words.canary : words.step;
  const settings = [
    strategyWord(deployment, messages),
    ...(step ? [stepWord(step.percent, step.bakeMinutes)] : []),
    ...(bakeMinutes ? [words.bake(bakeMinutes)] : []),
  ];
  const monitor = (status: string) => wordOf(words.monitor, status) ?? escapeText(status);
  const breaker = [
    monitor(circuitBreaker.status),
    ...(circuitBreaker.threshold > 0 && circuitBreaker.status !== 'DISABLED'
      ? [words.breaker(circuitBreaker.failures, circuitBreaker.threshold)]
      : []),
  ];
  const named = alarms.triggered.length > 0 ? alarms.triggered : alarms.names;
  return [
    [labels.strategy, settings.join('\n')],
    ...(to ? [[labels.tasks, words.tasks(to.running, to.requested)] as [string, string]] : []),
    ...(to?.weight === undefined
      ? []
      : [[labels.traffic, trafficBar(to.weight, messages.episodes.stages)] as [string, string]]),
    [labels.breaker, breaker.join('\n')],
    [labels.alarms, [monitor(alarms.status), ...named.slice(0, 5).map(code)].join('\n')],
  ];
}

function hookText(hook: Deployment['hooks'][number], { episodes, replies }: Messages): string {
  const { type, target, state, stage, expiresAt, timeoutAction = '' } = hook;
  const words = episodes.stages;
  const then = wordOf(words.timeout, timeoutAction) ?? escapeText(timeoutAction);
  return [
    [wordOf(words.hookType, type) ?? escapeText(type), ...(target === undefined ? [] : [code(target)])].join(
      ' ',
    ),
    wordOf(words.hook, state) ?? escapeText(state),
    ...(stage === undefined ? [] : [replies.deployments.inStage(stage)]),
    ...(stage === undefined || expiresAt === undefined ? [] : [words.until(slackDate(expiresAt), then)]),
  ].join('  ·  ');
}

/** At most so many containers of a revision. */
const mostImages = 10;

function imageLines({ taskDefinition, images }: ServiceRevision): string[] {
  return images
    .slice(0, mostImages)
    .map(({ container, image, digest }) =>
      [
        code(taskDefinition),
        code(container),
        code(shortImage(image)),
        ...(digest === undefined ? [] : [code(shortDigest(digest))]),
      ].join('  '),
    );
}
