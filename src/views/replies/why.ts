import type { Explained, ExplainedMessage, WhyReply } from '../../commands/why.ts';
import type { StopExplanation } from '../../episodes/stop-reasons/codes.ts';
import type { Messages } from '../../messages/en/index.ts';
import { code, quote, shortDigest, shortImage, slackDate } from '../../messages/mrkdwn.ts';
import {
  actions,
  header,
  lineButton,
  type Message,
  ownActions,
  paragraphs,
  section,
  toMessage,
  type ViewContext,
} from '../blocks.ts';
import { logBlock } from './logs.ts';
import { taskEnd, taskFacts } from './tasks.ts';

/** `/ecs why`: what happened, whether it is expected, the likely causes and what to do; ECS's own words below. */
export function whyView(
  { scope, found, message, others }: WhyReply,
  messages: Messages,
  view: ViewContext,
): Message {
  const words = messages.replies.why;
  if (found === undefined) {
    const none = message === undefined ? words.none(scope) : messageText(message, messages);
    return toMessage(none, [
      section(none),
      view.shared || scope === undefined
        ? undefined
        : actions([lineButton(words.service, `service ${scope}`, 'service')]),
    ]);
  }
  const parts = [
    what(found, messages),
    // If somebody asked the bot for the stop, there is nothing to guess or look up.
    ...(found.askedBy === undefined ? advice(found, messages) : []),
    facts(found, messages, view.now),
    list(
      words.others,
      others.map(({ explanation, count }) => words.other(count, reason(explanation, messages))),
    ),
  ].filter((lines) => lines.length > 0);
  // Log lines are only for the caller; a channel sees the rest.
  const logs = view.shared || found.logs === undefined ? [] : lastLines(found.logs, messages);
  return toMessage([words.title, ...parts.flat()].join('\n'), [
    header(words.title),
    ...parts.flatMap((lines) => paragraphs(lines)),
    ...logs,
    ownActions(view.shared, buttons(found, messages)),
  ]);
}

function reason({ code: reasonCode, detail = '' }: StopExplanation, { stopReasons }: Messages): string {
  return stopReasons[reasonCode].what(quote(detail));
}

/** A task that never existed: what the service says about it, and what that means. */
function messageText({ at, text, explanation }: ExplainedMessage, messages: Messages): string {
  const words = messages.replies.why;
  const sentence = reason(explanation, messages);
  return [
    `*${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}*`,
    words.failure,
    ...advice({ explanation }, messages).flat(),
    `*${words.facts}*`,
    `${slackDate(at)}  ${quote(text)}`,
  ].join('\n');
}

function advice(
  { explanation }: Pick<Explained, 'explanation'>,
  { replies: { why: words }, stopReasons }: Messages,
): string[][] {
  const { causes, next } = stopReasons[explanation.code];
  return [list(words.causes, causes), list(words.next, next)];
}

function what({ task, explanation, askedBy }: Explained, messages: Messages): string[] {
  const words = messages.replies.why;
  const owner = `${task.cluster}/${task.service ?? task.taskDefinition}`;
  const sentence =
    askedBy === undefined ? reason(explanation, messages) : words.askedBy(askedBy.userId, askedBy.drill);
  return [
    words.task(task.id.slice(0, 8), owner),
    `*${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}*`,
    ...(askedBy?.approvedBy === undefined ? [] : [words.approvedBy(askedBy.approvedBy)]),
    explanation.expected ? words.expected : words.failure,
    ...(explanation.also === undefined ? [] : [words.also[explanation.also]]),
  ];
}

function list(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`*${title}*`, ...items.map((item, index) => `${index + 1}. ${item}`)];
}

function facts({ task }: Explained, messages: Messages, now: number): string[] {
  const images = task.containers.map(({ image, digest }) =>
    [code(shortImage(image)), ...(digest === undefined ? [] : [code(shortDigest(digest))])].join(' '),
  );
  return [
    `*${messages.replies.why.facts}*`,
    ...taskEnd(task, messages),
    taskFacts(task, messages, now).join('  ·  '),
    [...images, code(task.taskDefinition)].join('  ·  '),
  ];
}

function lastLines({ container, lines }: NonNullable<Explained['logs']>, messages: Messages) {
  return [section(`*${messages.replies.why.lastLines(container)}*`), ...logBlock(lines)];
}

function buttons({ task }: Explained, { replies: { why: words } }: Messages) {
  const { cluster, service, id } = task;
  return [
    lineButton(words.logs, `logs ${cluster}/${id}`, 'logs'),
    lineButton(words.task_, `tasks ${cluster}/${id}`, 'task'),
    ...(service === undefined
      ? [lineButton(words.stoppedTasks, `tasks ${cluster} --stopped`, 'stopped')]
      : [
          lineButton(words.stoppedTasks, `tasks ${cluster}/${service} --stopped`, 'stopped'),
          lineButton(words.events, `events ${cluster}/${service}`, 'events'),
          lineButton(words.service, `service ${cluster}/${service}`, 'service'),
        ]),
  ];
}
