import { code, escapeText, quote, slackDate } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}>`;
const line = (text: string) => code(`/ecs ${text}`);

/** ` until …`; a freeze that can't be read has no end. */
const untilDate = (until: Date | undefined) => (until === undefined ? '' : ` until ${slackDate(until)}`);

/** Who froze it and why; a freeze that can't be read says neither. */
const whoAndWhy = (setBy: string, reason: string) =>
  setBy === '' ? ', by a record that can’t be read' : ` by ${person(setBy)}: ${quote(reason)}`;

/** The sentences of freezes, and of what breaks one. */
export const freezes = {
  set: (setBy: string, pattern: string, until: Date | undefined, reason: string): string =>
    `:snowflake: ${person(setBy)} froze ${code(pattern)}${untilDate(until)}: ${quote(reason)}`,
  setHint: (pattern: string): string => `End it now: ${line(`unfreeze ${pattern}`)}`,
  meaning:
    'Nothing frozen is changed through the bot, except: scaling up, stopping a task within the limits, and going back to what stood before the freeze.',
  unfrozen: (userId: string, pattern: string): string =>
    `:sunny: ${person(userId)} ended the freeze of ${code(pattern)}.`,
  ended: (pattern: string): string => `:sunny: The freeze of ${code(pattern)} has ended.`,
  title: 'What is frozen',
  none: `Nothing is frozen. ${line('help freeze')} shows how to freeze something.`,
  row: (setBy: string, pattern: string, until: Date | undefined, reason: string): string =>
    `:snowflake: ${code(pattern)} is frozen${untilDate(until)}${whoAndWhy(setBy, reason)}`,
  unfreeze: 'Unfreeze',
  hidden: (count: number): string => `… and ${count} more`,
  /** On a card. */
  breaks: (setBy: string, pattern: string, until: Date | undefined, reason: string): string =>
    `:rotating_light: *This breaks a freeze*, and the channels are told. ${code(pattern)} is frozen${untilDate(until)}${whoAndWhy(setBy, reason)}`,
  stays: (pattern: string, until: Date | undefined): string =>
    `:warning: ${code(pattern)} is frozen${untilDate(until)}, so it will *not* go back by itself when its time is over.`,
  because: (reason: string): string => `Reason: ${quote(reason)}`,
  /** `what`: the change in one line, as the audit shows it. */
  broken: (userId: string, what: string, because: string): string =>
    `:rotating_light: ${person(userId)} breaks a freeze: ${what}. Reason: ${quote(because)}`,
  approvedBy: (userId: string): string => `Approved by ${person(userId)}.`,
  /** In the audit. */
  audited: (because: string): string => `:rotating_light: broke a freeze: ${quote(because)}`,
};

/** Why a freeze refuses something, and what to do instead. */
export const freezeProblems = {
  frozen: ({
    target,
    pattern,
    reason,
    setBy,
    until,
    mayBreak,
  }: {
    readonly target: string;
    readonly pattern: string;
    readonly reason: string;
    readonly setBy: string;
    readonly until: number | undefined;
    readonly mayBreak: boolean;
  }): string => {
    const scope = target === pattern ? '' : ` with ${code(pattern)}`;
    const why = `${code(target)} is frozen${scope}${untilDate(until === undefined ? undefined : new Date(until))}${whoAndWhy(setBy, reason)}`;
    const instead = mayBreak
      ? `If it can’t wait, type your line again with ${code('because …')} and your reason at its end.`
      : setBy === ''
        ? `${line(`unfreeze ${pattern}`)} ends that.`
        : 'Ask them if it can’t wait.';
    return `${why}\nNothing was changed. ${instead}`;
  },
  notFrozen: ({
    given,
    patterns,
  }: {
    readonly given: string;
    readonly patterns: readonly string[];
  }): string =>
    `${code(given)} is not frozen.${patterns.length === 0 ? '' : ` Did you mean ${patterns.map(code).join(' or ')}?`} ${line('freezes')} shows what is.`,
  tooManyFreezes: ({ most }: { readonly most: number }): string =>
    `There are already ${most} freezes, which is the limit; nothing was frozen. End one, or freeze a whole cluster: ${line('freezes')} lists them.`,
};
