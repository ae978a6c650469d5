import type { Messages } from './en/index.ts';

/** The sentences for a locale, with the slash command's own name in the lines to type. */
export type MessagesFor<Words = Messages> = (locale: string, command?: string) => Words;

/** The slash command's name in the catalogues. */
const writtenCommand = '/ecs';

/**
 * Finds the catalogue for a locale (`ja-JP` from a person's Slack) or a language (`ja`): Japanese for Japanese, English for all others. A second
 * stage's app has a slash command with another name, `/ecs-prod`, which its lines to type then use.
 */
export function catalogueFor<Words extends { readonly locale: string }>(
  { en, ja }: { readonly en: Words; readonly ja: Words },
  ownCommand = writtenCommand,
): MessagesFor<Words> {
  const renamed = new Map<string, Words>();
  return (locale, command = ownCommand) => {
    const catalogue = /^ja(?:[-_]|$)/i.test(locale) ? ja : en;
    if (command === writtenCommand) return catalogue;
    const key = `${catalogue.locale} ${command}`;
    const known = renamed.get(key) ?? rename(catalogue, command);
    renamed.set(key, known);
    return known;
  };
}

function rename<Value>(value: Value, command: string): Value {
  if (typeof value === 'string') return value.replace(/(?<![\w/])\/ecs(?![\w-])/g, command) as Value;
  if (typeof value === 'function') {
    return ((...args: unknown[]) =>
      rename((value as (...given: unknown[]) => unknown)(...args), command)) as Value;
  }
  if (Array.isArray(value)) return value.map((each) => rename(each, command)) as Value;
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, rename(each, command)]),
  ) as Value;
}
