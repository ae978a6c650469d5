import { audit } from './audit.ts';
import { cancel } from './cancel.ts';
import { clusters } from './clusters.ts';
import type { Command } from './command.ts';
import { confirm } from './confirm.ts';
import { createCluster } from './create-cluster.ts';
import { createRepository } from './create-repository.ts';
import { createService } from './create-service.ts';
import { deleteCluster } from './delete-cluster.ts';
import { deleteService } from './delete-service.ts';
import { doctor } from './doctor.ts';
import { drill } from './drill.ts';
import { events } from './events.ts';
import { handsOn } from './hands-on.ts';
import { help } from './help.ts';
import { images } from './images.ts';
import { language } from './language.ts';
import { logs } from './logs.ts';
import { mute } from './mute.ts';
import { pushCommands } from './push-commands.ts';
import { registerTaskDefinition } from './register-task-definition.ts';
import { scale } from './scale.ts';
import { service } from './service.ts';
import { services } from './services.ts';
import { stopTask } from './stop-task.ts';
import { taskDefinition } from './task-definition.ts';
import { tasks } from './tasks.ts';
import { undo } from './undo.ts';
import { unmute } from './unmute.ts';
import { unwatch } from './unwatch.ts';
import { watch } from './watch.ts';
import { watches } from './watches.ts';
import { whoami } from './whoami.ts';
import { why } from './why.ts';

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
