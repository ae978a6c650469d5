import type { Complete } from '../catalogue.ts';
import type { en, Messages } from '../en/index.ts';
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

const japanese = {
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

/** Japanese. If it differs in shape from the English, the compiler names the place here. */
export const ja: Messages = japanese satisfies Complete<typeof en, typeof japanese>;
