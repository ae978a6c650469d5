import type { CommandDescription } from './command.ts';

/** `tasks <cluster|target> [--stopped]`: a command's usage line, made from its description. */
export function usage({ name, words, flags }: CommandDescription): string {
  const shownWords = words
    .filter(({ hint }) => hint !== '')
    .map(({ hint, optional }) => (optional ? `[${hint}]` : `<${hint}>`));
  const shownFlags = flags
    .filter(({ hidden }) => !hidden)
    .map(({ name: flag, value }) => `[--${flag}${value === undefined ? '' : ` <${value}>`}]`);
  return [name, ...shownWords, ...shownFlags].join(' ');
}
