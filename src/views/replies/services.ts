import type { Cluster } from '../../aws/ecs/clusters.ts';
import type { ClustersReply, ServiceRow, ServicesReply } from '../../commands/services.ts';
import type { Messages } from '../../messages/en/index.ts';
import { code, escapeText, wordOf } from '../../messages/mrkdwn.ts';
import {
  context,
  header,
  lineButton,
  type Message,
  ownActions,
  pageButtons,
  section,
  toMessage,
  type ViewContext,
} from '../blocks.ts';

/** `/ecs clusters`: two lines per cluster, with a button to its services. */
export function clustersView(reply: ClustersReply, messages: Messages, { shared }: ViewContext): Message {
  const { replies } = messages;
  const words = replies.clusters;
  if (reply.total === 0) return noneView(words.none, reply, messages);
  const summary = words.summary(reply.total);
  const rows = reply.clusters.map((cluster) => ({ name: cluster.name, text: clusterRow(cluster, messages) }));
  return toMessage([`${words.title}: ${summary}`, ...rows.map(({ text }) => text)].join('\n'), [
    header(words.title),
    ...rows.map(({ name, text }) =>
      section(text, shared ? undefined : lineButton(words.open, `services ${name}`, `services:${name}`)),
    ),
    context(reply.pages > 1 ? `${summary}  ·  ${replies.page(reply.page, reply.pages)}` : summary),
    ownActions(shared, [
      ...pageButtons('clusters', reply.page, reply.pages, messages),
      lineButton(replies.refresh, `clusters --page ${reply.page}`, 'refresh'),
    ]),
  ]);
}

function noneView(none: string, { learn }: { readonly learn?: boolean }, { replies }: Messages): Message {
  const text = learn ? `${none} ${replies.learn}` : none;
  return toMessage(text, [section(text)]);
}

function clusterRow(cluster: Cluster, { replies: { clusters: words } }: Messages): string {
  const { name, status, activeServices, runningTasks, pendingTasks } = cluster;
  const facts = [escapeText(status), words.counts(activeServices, runningTasks, pendingTasks)];
  const capacity = words.capacity(cluster.capacityProviders, cluster.containerInstances);
  return `${clusterDot(cluster)} *${escapeText(name)}*  ${facts.join('  ·  ')}\n${capacity}`;
}

/** The status dot: green is ACTIVE, red is FAILED, yellow is on its way up or down. */
function clusterDot({ status }: Cluster): string {
  if (status === 'FAILED') return ':red_circle:';
  return status === 'ACTIVE' ? ':large_green_circle:' : ':large_yellow_circle:';
}

/** `/ecs services`: two lines per service, with a button that opens it. */
export function servicesView(reply: ServicesReply, messages: Messages, { shared }: ViewContext): Message {
  const words = messages.replies.services;
  const title = words.title(reply.cluster);
  if (reply.total === 0) return noneView(words.none(reply.cluster), reply, messages);
  const summary = words.summary(reply.total, reply.unsteady);
  const line = reply.cluster === undefined ? 'services' : `services ${reply.cluster}`;
  const footer =
    reply.pages > 1 ? `${summary}  ·  ${messages.replies.page(reply.page, reply.pages)}` : summary;
  return toMessage(
    [`${escapeText(title)}: ${summary}`, ...reply.rows.map((row) => serviceRow(row, reply, messages))].join(
      '\n',
    ),
    [
      header(title),
      ...reply.rows.map((row) => rowSection(row, reply, messages, shared)),
      context(footer),
      ownActions(shared, [
        ...pageButtons(line, reply.page, reply.pages, messages),
        lineButton(messages.replies.refresh, `${line} --page ${reply.page}`, 'refresh'),
      ]),
    ],
  );
}

function rowSection(row: ServiceRow, reply: ServicesReply, messages: Messages, shared: boolean) {
  const target = `${row.service.cluster}/${row.service.name}`;
  const button = lineButton(messages.replies.services.open, `service ${target}`, `service:${target}`);
  return section(serviceRow(row, reply, messages), shared ? undefined : button);
}

function serviceRow(row: ServiceRow, { cluster }: ServicesReply, messages: Messages): string {
  const { service, tags } = row;
  const { counts } = messages.replies.services;
  const name = cluster === undefined ? `${service.cluster}/${service.name}` : service.name;
  const rollout = service.deployments[0]?.rolloutState;
  const facts = [
    counts(service.runningCount, service.desiredCount, service.pendingCount),
    // A finished rollout suggests a steady service, which one that lacks tasks is not.
    ...(row.steady || rollout === undefined || rollout === 'COMPLETED'
      ? []
      : [wordOf(messages.replies.rollout, rollout)]),
  ];
  const details = [...tags.map(code), code(service.taskDefinition), escapeText(service.launchType)];
  return `${serviceDot(row)} *${escapeText(name)}*  ${facts.join('  ·  ')}\n${details.join('  ·  ')}`;
}

/** The status dot: green is steady, red is a failed rollout or nothing running, yellow is in progress, white is scaled to zero. */
export function serviceDot({ service, steady }: Pick<ServiceRow, 'service' | 'steady'>): string {
  if (service.deployments.some(({ rolloutState }) => rolloutState === 'FAILED')) return ':red_circle:';
  if (steady) return service.desiredCount === 0 ? ':white_circle:' : ':large_green_circle:';
  return service.runningCount === 0 ? ':red_circle:' : ':large_yellow_circle:';
}
