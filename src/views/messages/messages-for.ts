import { en } from './en.ts';
import { ja } from './ja.ts';
import type { Messages } from './messages.ts';

/** The catalogue for a locale (`ja-JP` of a person's Slack) or a language (`ja`): Japanese for Japanese, English for all others. */
export function messagesFor(locale: string): Messages {
  return /^ja(?:[-_]|$)/i.test(locale) ? ja : en;
}
