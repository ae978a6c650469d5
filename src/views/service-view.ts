import type { ServiceReply } from '../commands/service.ts';
import { actions } from './blocks/actions.ts';
import { escapeText } from './blocks/escape-text.ts';
import { fields } from './blocks/fields.ts';
import { header } from './blocks/header.ts';
import { paragraphs } from './blocks/paragraphs.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import { serviceButtons } from './service-buttons.ts';
import { serviceDeployments } from './service-deployments.ts';
import { serviceDot } from './service-dot.ts';
import { serviceEvents } from './service-events.ts';
import { servicePairs } from './service-pairs.ts';
import { serviceTasks } from './service-tasks.ts';
import type { ViewContext } from './view-context.ts';
import { wordOf } from './word-of.ts';

/** `/ecs service`: one service on one screen, with buttons for what can be done next. */
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
      shared ? undefined : actions(serviceButtons(reply, messages)),
    ],
  );
}
