import { cancel } from './cancel.ts';
import { clusters } from './clusters.ts';
import type { Command } from './command.ts';
import { confirm } from './confirm.ts';
import { help } from './help.ts';
import { images } from './images.ts';
import { scale } from './scale.ts';
import { service } from './service.ts';
import { services } from './services.ts';
import { stopTask } from './stop-task.ts';
import { tasks } from './tasks.ts';

/** Every command, in the order that help shows them. */
export const commands: readonly Command[] = [
  help,
  clusters,
  services,
  service,
  tasks,
  images,
  scale,
  stopTask,
  confirm,
  cancel,
];
