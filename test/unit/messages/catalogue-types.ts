import type { Complete } from '../../../src/messages/catalogue.ts';

/**
 * The compiler is the test: each line below a `@ts-expect-error` is one that the check of the catalogues must refuse, and
 * `npm run types` fails for one that it lets pass.
 */
const english = {
  title: 'Tasks',
  none: (scope: string) => `No task of ${scope}`,
  counts: { running: (running: number, desired: number) => `${running}/${desired}`, all: ['one', 'two'] },
};

const same = {
  title: 'タスク',
  none: (scope: string) => `${scope} のタスクはありません`,
  counts: { running: (running: number, desired: number) => `${running}/${desired}`, all: ['一つ'] },
};

type Checked<Other> = Complete<typeof english, Other>;

export const good: Checked<typeof same> = same;

const { title, ...withoutTitle } = same;
// @ts-expect-error a key is missing
export const missing: Checked<typeof withoutTitle> = withoutTitle;

const deepMissing = { ...same, counts: { running: same.counts.running } };
// @ts-expect-error a key is missing further down
export const missingBelow: Checked<typeof deepMissing> = deepMissing;

const withMore = { ...same, summary: title };
// @ts-expect-error there is a key too many
export const more: Checked<typeof withMore> = withMore;

const fewer = { ...same, none: () => 'タスクはありません' };
// @ts-expect-error a sentence leaves its parameter out
export const fewerParameters: Checked<typeof fewer> = fewer;

const tooMany = { ...same, none: (scope: string, count: number) => `${scope} ${count}` };
// @ts-expect-error a sentence wants a parameter that nobody passes
export const moreParameters: Checked<typeof tooMany> = tooMany;

const optional = { ...same, none: (scope: string, count?: number) => `${scope} ${count}` };
// @ts-expect-error nor may it be optional
export const optionalParameter: Checked<typeof optional> = optional;

const wider = { ...same, none: (scope: string | undefined) => `${scope}` };
// @ts-expect-error a parameter is another one
export const otherParameter: Checked<typeof wider> = wider;

const noSentence = { ...same, none: 'タスクはありません' };
// @ts-expect-error a text stands where a sentence is made
export const textForSentence: Checked<typeof noSentence> = noSentence;

const noText = { ...same, title: () => 'タスク' };
// @ts-expect-error a sentence is made where a text stands
export const sentenceForText: Checked<typeof noText> = noText;
