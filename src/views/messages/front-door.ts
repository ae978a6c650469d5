import type { Catalogue } from './catalogue.ts';
import type { Complete } from './complete.ts';
import { frontDoorEn as en } from './front-door.en.ts';
import { frontDoorJa as ja } from './front-door.ja.ts';

type Sentences = Catalogue<typeof en>;

const japanese: Sentences = ja satisfies Complete<typeof en, typeof ja>;

const both = (one: string, other: string) => `${one}\n${other}`;

/**
 * What the front door says, in both languages: Slack sends no locale with a command or a press, and who could be asked
 * for it is behind the queue.
 */
export const frontDoor: Sentences = {
  otherWorkspace: both(en.otherWorkspace, japanese.otherWorkspace),
  orgInstall: both(en.orgInstall, japanese.orgInstall),
  notQueued: {
    command: both(en.notQueued.command, japanese.notQueued.command),
    press: both(en.notQueued.press, japanese.notQueued.press),
  },
  maybeQueued: {
    command: both(en.maybeQueued.command, japanese.maybeQueued.command),
    press: both(en.maybeQueued.press, japanese.maybeQueued.press),
  },
};
