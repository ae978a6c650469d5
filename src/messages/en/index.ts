import type { Catalogue } from '../catalogue.ts';
import { audit } from './audit.ts';
import { changes } from './changes.ts';
import { commandOptions, commandSummaries } from './commands.ts';
import { doctor } from './doctor.ts';
import { episodes } from './episodes.ts';
import { handsOn } from './hands-on.ts';
import { settings } from './notifications.ts';
import { problems, whoami } from './problems.ts';
import { replies } from './replies.ts';
import { resources } from './resources.ts';
import { stopReasons } from './stop-reasons.ts';

/** Every sentence that a person reads. English is the measure: another language has exactly its keys and parameters. */
export type Messages = Catalogue<typeof en>;

/** English: every sentence of the bot, by where it is said. */
export const en = {
  locale: 'en',
  /** The slash command. */
  command: '/ecs',
  /** Sentences one after the other. */
  sentences: (all: readonly string[]): string => all.join(' '),
  commands: commandSummaries,
  options: commandOptions,
  problems,
  replies,
  changes,
  resources,
  handsOn,
  episodes: { ...episodes, reasons: stopReasons },
  stopReasons,
  settings,
  whoami,
  doctor,
  audit,
};
