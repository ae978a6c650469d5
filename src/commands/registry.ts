import { audit } from './audit.ts';
import { cancel, confirm, undo } from './card.ts';
import { continueDeployment } from './continue.ts';
import { deploy } from './deploy.ts';
import { deployments } from './deployments.ts';
import { doctor } from './doctor.ts';
import { freeze, freezes, unfreeze } from './freeze.ts';
import {
  createCluster,
  createRepository,
  createService,
  deleteCluster,
  deleteService,
  handsOn,
  registerTaskDefinition,
} from './hands-on.ts';
import { help } from './help.ts';
import { images, pushCommands } from './images.ts';
import type { Command, CommandDescription } from './line/command.ts';
import { logs } from './logs.ts';
import { language, mute, unmute, unwatch, watch, watches } from './notifications.ts';
import { restart } from './restart.ts';
import { rollback } from './rollback.ts';
import { scale } from './scale.ts';
import { events, service } from './service.ts';
import { clusters, services } from './services.ts';
import { drill, stopTask } from './stop-task.ts';
import { taskDefinition } from './task-definition.ts';
import { tasks } from './tasks.ts';
import { whoami } from './whoami.ts';
import { why } from './why.ts';

const all = [
  help,
  clusters,
  services,
  service,
  deployments,
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
  deploy,
  restart,
  rollback,
  continueDeployment,
  freeze,
  unfreeze,
  freezes,
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

/** What a reading command answers, by kind; a command that only changes or sets something answers nothing. */
export type Reply = (typeof all)[number] extends Command<infer Answer> ? Answer : never;

/** Every command, in the order that help shows them. */
export const commands: readonly Command<Reply>[] = all;

/** The name of a command that a person can type; one that only buttons use has no summary. */
export type CommandName = Exclude<(typeof all)[number]['name'], 'undo' | 'confirm' | 'cancel'>;

/** The names that a grant's `may` accepts besides `read` and `change`: every command that a person can type. */
export function grantableCommands(
  commands: readonly Pick<CommandDescription, 'name' | 'hidden'>[],
): string[] {
  return commands.filter(({ hidden }) => !hidden).map(({ name }) => name);
}

/**
 * The commands of a bot as it was deployed: only with the hands-on can they create and delete resources, and only with deployments on begin, answer
 * and roll back deployments.
 */
export function presentCommands(
  commands: readonly Command<Reply>[],
  present: Readonly<Record<NonNullable<CommandDescription['only']>, boolean>>,
): readonly Command<Reply>[] {
  return commands.filter(({ only }) => only === undefined || present[only]);
}
