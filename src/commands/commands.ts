import { cancel } from './cancel.ts';
import type { Command } from './command.ts';
import { confirm } from './confirm.ts';
import { help } from './help.ts';
import { scale } from './scale.ts';
import { services } from './services.ts';
import { stopTask } from './stop-task.ts';

/** Every command, in the order that help shows them. */
export const commands: readonly Command[] = [help, services, scale, stopTask, confirm, cancel];
