import type { ServiceRow, ServicesReply } from '../commands/services.ts';
import { actions } from './blocks/actions.ts';
import { code } from './blocks/code.ts';
import { context } from './blocks/context.ts';
import { escapeText } from './blocks/escape-text.ts';
import { header } from './blocks/header.ts';
import { lineButton } from './blocks/line-button.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import { pageButtons } from './page-buttons.ts';
import { serviceDot } from './service-dot.ts';
import type { ViewContext } from './view-context.ts';
import { wordOf } from './word-of.ts';

/** `/ecs services`: two lines a service, with a button that opens it. */
export function servicesView(reply: ServicesReply, messages: Messages, { shared }: ViewContext): Message {
  const words = messages.replies.services;
  const title = words.title(reply.cluster);
  if (reply.total === 0) return toMessage(words.none(reply.cluster), [section(words.none(reply.cluster))]);
  const summary = words.summary(reply.total, reply.unsteady);
  const line = reply.cluster === undefined ? 'services' : `services ${reply.cluster}`;
  const footer =
    reply.pages > 1 ? `${summary}  ·  ${messages.replies.page(reply.page, reply.pages)}` : summary;
  return toMessage(
    [`${escapeText(title)}: ${summary}`, ...reply.rows.map((row) => rowText(row, reply, messages))].join(
      '\n',
    ),
    [
      header(title),
      ...reply.rows.map((row) => rowSection(row, reply, messages, shared)),
      context(footer),
      shared
        ? undefined
        : actions([
            ...pageButtons(line, reply.page, reply.pages, messages),
            lineButton(messages.replies.refresh, `${line} --page ${reply.page}`, 'refresh'),
          ]),
    ],
  );
}

function rowSection(row: ServiceRow, reply: ServicesReply, messages: Messages, shared: boolean) {
  const target = `${row.service.cluster}/${row.service.name}`;
  const button = lineButton(messages.replies.services.open, `service ${target}`, `service:${target}`);
  return section(rowText(row, reply, messages), shared ? undefined : button);
}

function rowText(row: ServiceRow, { cluster }: ServicesReply, messages: Messages): string {
  const { service, tags } = row;
  const { counts } = messages.replies.services;
  const name = cluster === undefined ? `${service.cluster}/${service.name}` : service.name;
  const rollout = service.deployments[0]?.rolloutState;
  const facts = [
    counts(service.runningCount, service.desiredCount, service.pendingCount),
    // A finished rollout reads as steady, which a service that lacks tasks is not.
    ...(row.steady || rollout === undefined || rollout === 'COMPLETED'
      ? []
      : [wordOf(messages.replies.rollout, rollout)]),
  ];
  const details = [...tags.map(code), code(service.taskDefinition), escapeText(service.launchType)];
  return `${serviceDot(row)} *${escapeText(name)}*  ${facts.join('  ·  ')}\n${details.join('  ·  ')}`;
}
