import { audit } from './audit.ja.ts';
import { changes } from './changes.ja.ts';
import { commandOptions, commandSummaries } from './commands.ja.ts';
import type { Complete } from './complete.ts';
import { doctor } from './doctor.ja.ts';
import type { en } from './en.ts';
import { episodes } from './episodes.ja.ts';
import { handsOn } from './hands-on.ja.ts';
import type { Messages } from './messages.ts';
import { problems } from './problems.ja.ts';
import { replies } from './replies.ja.ts';
import { resources } from './resources.ja.ts';
import { settings } from './settings.ja.ts';
import { stopReasons } from './stop-reasons.ja.ts';
import { whoami } from './whoami.ja.ts';

const japanese = {
  locale: 'ja',
  /** The slash command. */
  command: '/ecs',
  // With no space after 。, but where mark-up begins, which Slack sees only behind one.
  sentences: (all: readonly string[]): string =>
    all.reduce((text, next) => `${text}${/^[`*]/.test(next) ? ' ' : ''}${next}`, '').trimStart(),
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

/** Japanese. Where it is not just what English is, the compiler names the place here. */
export const ja: Messages = japanese satisfies Complete<typeof en, typeof japanese>;
