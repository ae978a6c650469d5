import { type AuditReply, audit } from './audit.ts';
import { cancel, confirm, undo } from './card.ts';
import { type ClustersReply, clusters } from './clusters.ts';
import { type DoctorReply, doctor } from './doctor.ts';
import { type EventsReply, events } from './events.ts';
import {
  createCluster,
  createRepository,
  createService,
  deleteCluster,
  deleteService,
  handsOn,
  registerTaskDefinition,
} from './hands-on.ts';
import { type HelpReply, help } from './help.ts';
import { type ImagesReply, images } from './images.ts';
import type { Command, CommandDescription } from './line/command.ts';
import { type LogsReply, logs } from './logs.ts';
import { language, mute, unmute, unwatch, type WatchesReply, watch, watches } from './notifications.ts';
import { type PushCommandsReply, pushCommands } from './push-commands.ts';
import { scale } from './scale.ts';
import { type ServiceReply, service } from './service.ts';
import { type ServicesReply, services } from './services.ts';
import { drill, stopTask } from './stop-task.ts';
import { type TaskDefinitionReply, taskDefinition } from './task-definition.ts';
import { type TaskReply, type TasksReply, tasks } from './tasks.ts';
import { type WhoamiReply, whoami } from './whoami.ts';
import { type WhyReply, why } from './why.ts';

/** What a reading command answers: values, not blocks. `src/views/reply-view.ts` has a view for each kind. */
export type Reply =
  | HelpReply
  | ClustersReply
  | ServicesReply
  | ServiceReply
  | TasksReply
  | TaskReply
  | WhyReply
  | LogsReply
  | EventsReply
  | ImagesReply
  | PushCommandsReply
  | TaskDefinitionReply
  | DoctorReply
  | WatchesReply
  | WhoamiReply
  | AuditReply;

const all = [
  help,
  clusters,
  services,
  service,
  tasks,
  why,
  logs,
  events,
  images,
  pushCommands,
  taskDefinition,
  whoami,
  doctor,
  audit,
  scale,
  stopTask,
  drill,
  handsOn,
  createRepository,
  createCluster,
  registerTaskDefinition,
  createService,
  deleteService,
  deleteCluster,
  watch,
  watches,
  unwatch,
  mute,
  unmute,
  language,
  undo,
  confirm,
  cancel,
] as const satisfies readonly Command[];

/** Every command, in the order that help shows them. */
export const commands: readonly Command[] = all;

/** The name of a command that a person can type; what only buttons carry has no summary. */
export type CommandName = Exclude<(typeof all)[number]['name'], 'undo' | 'confirm' | 'cancel'>;

/** The names that a grant's `may` takes beside `read` and `change`: of every command that a person can type. */
export function grantableCommands(
  commands: readonly Pick<CommandDescription, 'name' | 'hidden'>[],
): string[] {
  return commands.filter(({ hidden }) => !hidden).map(({ name }) => name);
}

/** The commands of a bot that was deployed for the hands-on, or not: what makes and deletes resources is only in the one that was. */
export function presentCommands(commands: readonly Command[], handsOn: boolean): readonly Command[] {
  return handsOn ? commands : commands.filter(({ only }) => only !== 'hands-on');
}
