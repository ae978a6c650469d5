import type { Catalogue } from '../catalogue.ts';
import { whoami } from './access.ts';
import { audit } from './audit.ts';
import { changes } from './changes.ts';
import { commandOptions, commandSummaries } from './commands.ts';
import { deploymentChanges } from './deployment-changes.ts';
import { doctor } from './doctor.ts';
import { handsOn } from './hands-on.ts';
import { hookAnswers } from './hook-answers.ts';
import { news } from './news.ts';
import { problems } from './problems.ts';
import { replies } from './replies.ts';
import { resources } from './resources.ts';

/** The type of every sentence that a person reads. English is the reference: another language has exactly its keys and parameters. */
export type Messages = Catalogue<typeof en>;

/** English: every sentence of the bot, by where it is used. */
export const en = {
  ...news,
  /** The slash command. */
  command: '/ecs',
  commands: commandSummaries,
  options: commandOptions,
  problems,
  replies,
  changes,
  deploymentChanges,
  hookAnswers,
  resources,
  handsOn,
  stopReasons: news.episodes.reasons,
  whoami,
  doctor,
  audit,
};
