import { en, type Messages } from './en/index.ts';
import { ja } from './ja/index.ts';

/** The sentences for a locale, with the slash command's own name in the lines to type. */
export type MessagesFor = (locale: string, command?: string) => Messages;

/** The slash command's name in the app's manifest, unless another is given. */
const defaultCommand = '/ecs';

const renamed = new Map<string, Messages>();

/**
 * The catalogue for a locale (`ja-JP` from a person's Slack) or a language (`ja`): Japanese for Japanese, English for all others. A second stage's
 * app has a slash command with another name, `/ecs-prod`, which its lines to type then use.
 */
export function messagesFor(locale: string, command: string = defaultCommand): Messages {
  const catalogue = /^ja(?:[-_]|$)/i.test(locale) ? ja : en;
  if (command === defaultCommand) return catalogue;
  const key = `${catalogue.locale} ${command}`;
  const known = renamed.get(key) ?? rename(catalogue, command);
  renamed.set(key, known);
  return known;
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
