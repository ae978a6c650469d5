import type { ClustersReply } from '../commands/clusters.ts';
import type { Cluster } from '../ecs/cluster.ts';
import { actions } from './blocks/actions.ts';
import { context } from './blocks/context.ts';
import { escapeText } from './blocks/escape-text.ts';
import { header } from './blocks/header.ts';
import { lineButton } from './blocks/line-button.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import { clusterDot } from './cluster-dot.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import { pageButtons } from './page-buttons.ts';
import type { ViewContext } from './view-context.ts';

/** `/ecs clusters`: two lines a cluster, with a button to its services. */
export function clustersView(reply: ClustersReply, messages: Messages, { shared }: ViewContext): Message {
  const { replies } = messages;
  const words = replies.clusters;
  if (reply.total === 0) return toMessage(words.none, [section(words.none)]);
  const summary = words.summary(reply.total);
  const rows = reply.clusters.map((cluster) => ({ name: cluster.name, text: rowText(cluster, messages) }));
  return toMessage([`${words.title}: ${summary}`, ...rows.map(({ text }) => text)].join('\n'), [
    header(words.title),
    ...rows.map(({ name, text }) =>
      section(text, shared ? undefined : lineButton(words.open, `services ${name}`, `services:${name}`)),
    ),
    context(reply.pages > 1 ? `${summary}  ·  ${replies.page(reply.page, reply.pages)}` : summary),
    shared
      ? undefined
      : actions([
          ...pageButtons('clusters', reply.page, reply.pages, messages),
          lineButton(replies.refresh, `clusters --page ${reply.page}`, 'refresh'),
        ]),
  ]);
}

function rowText(cluster: Cluster, { replies: { clusters: words } }: Messages): string {
  const { name, status, activeServices, runningTasks, pendingTasks } = cluster;
  const facts = [escapeText(status), words.counts(activeServices, runningTasks, pendingTasks)];
  const capacity = words.capacity(cluster.capacityProviders, cluster.containerInstances);
  return `${clusterDot(cluster)} *${escapeText(name)}*  ${facts.join('  ·  ')}\n${capacity}`;
}
