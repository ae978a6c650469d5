import type { Reply } from '../commands/reply.ts';
import { auditView } from './audit-view.ts';
import { clustersView } from './clusters-view.ts';
import { doctorView } from './doctor-view.ts';
import { eventsView } from './events-view.ts';
import { helpView } from './help-view.ts';
import { imagesView } from './images-view.ts';
import { logsView } from './logs-view.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import { pushCommandsView } from './push-commands-view.ts';
import { serviceView } from './service-view.ts';
import { servicesView } from './services-view.ts';
import { taskDefinitionView } from './task-definition-view.ts';
import { taskView } from './task-view.ts';
import { tasksView } from './tasks-view.ts';
import type { ViewContext } from './view-context.ts';
import { watchesView } from './watches-view.ts';
import { whoamiView } from './whoami-view.ts';
import { whyView } from './why-view.ts';

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
  logs: logsView,
  events: eventsView,
  images: imagesView,
  'push-commands': pushCommandsView,
  'task-definition': taskDefinitionView,
  doctor: doctorView,
  watches: watchesView,
  whoami: whoamiView,
  audit: auditView,
};

/** The message of a reading command's answer. */
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
