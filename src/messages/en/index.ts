import type { ReasonCode } from '../../episodes/stop-reasons/codes.ts';
import type { Catalogue, WordsOf } from '../catalogue.ts';
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
import { ends } from './stop-reasons/ends.ts';
import { inits } from './stop-reasons/inits.ts';
import { places } from './stop-reasons/places.ts';
import { pulls } from './stop-reasons/pulls.ts';
import { starts } from './stop-reasons/starts.ts';
import { stops } from './stop-reasons/stops.ts';

/** For each stop code: what happened, the likely causes in order, and what to check or do next. */
const stopReasons: WordsOf<ReasonCode> = { ...stops, ...ends, ...pulls, ...inits, ...starts, ...places };

/** The type of every sentence that a person reads. English is the reference: another language has exactly its keys and parameters. */
export type Messages = Catalogue<typeof en>;

/** English: every sentence of the bot, by where it is used. */
export const en = {
  locale: 'en',
  /** The slash command. */
  command: '/ecs',
  /** Joins sentences. */
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
