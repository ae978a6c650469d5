import { audit } from './audit.en.ts';
import { changes } from './changes.en.ts';
import { commandOptions, commandSummaries } from './commands.en.ts';
import { doctor } from './doctor.en.ts';
import { episodes } from './episodes.en.ts';
import { handsOn } from './hands-on.en.ts';
import { problems } from './problems.en.ts';
import { replies } from './replies.en.ts';
import { resources } from './resources.en.ts';
import { settings } from './settings.en.ts';
import { stopReasons } from './stop-reasons.en.ts';
import { whoami } from './whoami.en.ts';

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
