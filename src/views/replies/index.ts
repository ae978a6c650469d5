import type { Reply } from '../../commands/registry.ts';
import type { Messages } from '../../messages/en/index.ts';
import type { Message, ViewContext } from '../blocks.ts';
import { freezesView } from '../freeze.ts';
import { watchesView } from '../notifications.ts';
import { auditView } from './audit.ts';

import { deploymentsView, deploymentView } from './deployments.ts';
import { doctorView } from './doctor.ts';
import { helpView, whoamiView } from './help.ts';
import { imagesView, pushCommandsView } from './images.ts';
import { logsView } from './logs.ts';
import { eventsView, serviceView } from './service.ts';
import { clustersView, servicesView } from './services.ts';
import { taskDefinitionView } from './task-definition.ts';
import { tasksView, taskView } from './tasks.ts';
import { whyView } from './why.ts';

type Views = {
  readonly [Kind in Reply['kind']]: (
    reply: Extract<Reply, { kind: Kind }>,
    messages: Messages,
    view: ViewContext,
  ) => Message;
};

const views: Views = {
  help: helpView,
  clusters: clustersView,
  services: servicesView,
  service: serviceView,
  tasks: tasksView,
  task: taskView,
  why: whyView,
  deployments: deploymentsView,
  deployment: deploymentView,
  logs: logsView,
  events: eventsView,
  images: imagesView,
  'push-commands': pushCommandsView,
  'task-definition': taskDefinitionView,
  doctor: doctorView,
  watches: watchesView,
  freezes: freezesView,
  whoami: whoamiView,
  audit: auditView,
};

/** The message for a read command's reply. */
export function replyView<Kind extends Reply['kind']>(
  reply: Extract<Reply, { kind: Kind }>,
  messages: Messages,
  context: ViewContext,
): Message {
  const view = views[reply.kind as Kind] as (
    reply: Extract<Reply, { kind: Kind }>,
    messages: Messages,
    context: ViewContext,
  ) => Message;
  return view(reply, messages, context);
}
