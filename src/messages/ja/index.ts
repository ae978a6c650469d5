import type { Complete } from '../catalogue.ts';
import type { en, Messages } from '../en/index.ts';
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

const stopReasons: (typeof en)['stopReasons'] = {
  ...stops,
  ...ends,
  ...pulls,
  ...inits,
  ...starts,
  ...places,
};

const japanese = {
  locale: 'ja',
  /** The slash command. */
  command: '/ecs',
  // No space after 。, except before markup, which Slack recognises only after a space.
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

/** Japanese. If it differs in shape from the English, the compiler names the place here. */
export const ja: Messages = japanese satisfies Complete<typeof en, typeof japanese>;
