import type { CommandDescription, LineArguments } from './command.ts';
import { Refusal } from './refusal.ts';
import { usage } from './usage.ts';

/**
 * Gives the words behind a command's name their own names: `['shop/web', '+1']` → `{ target: 'shop/web', count: '+1' }`.
 * `--flag value` and `--flag=value` are the same; `-1` is a word. Throws Refusal for a word or flag too many or missing.
 */
export function readArguments(command: CommandDescription, rest: readonly string[]): LineArguments {
  const found: Record<string, string | true> = {};
  const words: string[] = [];
  const help = { usage: usage(command), example: command.examples[0] };
  for (let index = 0; index < rest.length; index += 1) {
    const part = rest[index] ?? '';
    if (!part.startsWith('--')) {
      words.push(part);
      continue;
    }
    const [name = '', inline] = part.slice(2).split(/=(.*)/s);
    const flag = command.flags.find((candidate) => candidate.name === name.toLowerCase());
    if (!flag)
      throw new Refusal({ code: 'unknownFlag', given: part, command: command.name, usage: help.usage });
    if (flag.value === undefined) {
      found[flag.name] = true;
      continue;
    }
    const value = inline ?? rest[++index];
    if (value === undefined) throw new Refusal({ code: 'missingWord', word: flag.value, ...help });
    found[flag.name] = value;
  }
  const extra = words[command.words.length];
  if (extra !== undefined) throw new Refusal({ code: 'tooManyWords', given: extra, ...help });
  for (const [index, { name, hint, optional }] of command.words.entries()) {
    const word = words[index];
    if (word !== undefined) found[name] = word;
    else if (!optional) throw new Refusal({ code: 'missingWord', word: hint, ...help });
  }
  return found;
}
