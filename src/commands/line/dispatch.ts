import { parseArgsStringToArgv } from 'string-argv';
import { listClusters } from '../../aws/ecs/clusters.ts';
import {
  type AnyReply,
  type Command,
  type CommandContext,
  type CommandDescription,
  type CommandResult,
  type LineArguments,
  reasonUsage,
  takesReason,
  usage,
} from './command.ts';
import { type Problem, Refusal } from './problem.ts';
import { readableContext } from './readable-context.ts';
import { otherReadings, plainText, withoutMarks, withoutStop } from './readings.ts';
import { readReason, splitReason } from './reason.ts';
import { unknownCommand } from './verbs.ts';

/** The result of a line, whether a read's answer goes to the whole channel, and whether a change is only to be shown. */
export interface Dispatched<Answer extends AnyReply> {
  readonly outcome: CommandResult<Answer>;
  readonly share: boolean;
  readonly dryRun: boolean;
  /** What the line says after `because`, without secrets. */
  readonly because?: string;
}

/** What a command may use, and all commands: `src/commands/registry.ts`. */
export interface DispatchContext<Answer extends AnyReply> extends CommandContext {
  readonly commands: readonly Command<Answer>[];
}

/**
 * Runs a line: what was typed after `/ecs`, or the value of a button. Both come through here, so a press is parsed and checked as if it were typed. A
 * command sees only what its caller may see. Throws Refusal when the person has to type something else; other errors are AWS's.
 */
export async function dispatch<Answer extends AnyReply>(
  text: string,
  context: DispatchContext<Answer>,
): Promise<Dispatched<Answer>> {
  const [name = 'help', ...words] = readLine(text, context.commands);
  const command = context.commands.find((candidate) => candidate.name === name.toLowerCase());
  if (!command) throw unknownCommand(name, context.commands, words);
  try {
    return await run(command, words, context);
  } catch (error) {
    if (!(error instanceof Refusal) || !misread.has(error.problem.code)) throw error;
    const empty = await whereEmpty(error, command, context);
    if (empty !== undefined) throw empty;
    if (words.length > mostWords) throw error;
    return otherwise(error, command, words, context);
  }
}

/** A line of more words was pasted by mistake: there is no other way to read it. */
const mostWords = 50;

/** Problems of a line that might be read in another way. */
const misread: ReadonlySet<Problem['code']> = new Set([
  ...(['tooManyWords', 'missingWord', 'badWord', 'unknownFlag', 'nameOnly'] as const),
  ...(['unknownCluster', 'unknownService', 'unknownTarget', 'unknownTask', 'unknownRepository'] as const),
]);

/** In a region without clusters, explaining how to name a service helps nobody. One ListClusters, only if the line's target is missing or unknown. */
async function whereEmpty(
  { problem }: Refusal,
  { words, only }: CommandDescription,
  { ecs, handsOn }: CommandContext,
): Promise<Refusal | undefined> {
  const wantsTarget = only !== 'hands-on' && words.some(({ hint }) => hint.includes('cluster'));
  const lacks =
    problem.code === 'missingWord' || /^unknown(?:Cluster|Service|Target|Task)$/.test(problem.code);
  if (!wantsTarget || !lacks) return undefined;
  const clusters = await listClusters(ecs).catch(() => undefined);
  return clusters?.length === 0
    ? new Refusal({ code: 'nothingHere', learn: handsOn !== undefined })
    : undefined;
}

async function run<Answer extends AnyReply>(
  command: Command<Answer>,
  words: readonly string[],
  context: CommandContext,
): Promise<Dispatched<Answer>> {
  const { share, 'dry-run': dryRun, ...given } = readArguments(command, words);
  const { userId, channelId } = context.caller;
  const readable = await context.access.readable({ userId, channelId, commands: [command.name] });
  const { because } = given;
  return {
    outcome: await command.run(given, readableContext(context, readable)),
    share: share === true,
    dryRun: dryRun === true,
    ...(typeof because === 'string' && { because }),
  };
}

/**
 * Tries the other ways to read a refused line; a command never acts, so trying is harmless. If none works, the last refusal that says that something
 * does not exist is shown, since it is nearest to what was meant; otherwise the line's own.
 */
async function otherwise<Answer extends AnyReply>(
  refusal: Refusal,
  command: Command<Answer>,
  words: readonly string[],
  context: CommandContext,
): Promise<Dispatched<Answer>> {
  let told = refusal;
  for (const reading of otherReadings(command, words)) {
    try {
      return await run(command, reading, context);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (!misread.has(error.problem.code)) throw error;
      if (error.problem.code.startsWith('unknown') && error.problem.code !== 'unknownFlag') told = error;
    }
  }
  throw told;
}

/** The line's words, a reason as `because` and one word. */
function readLine(text: string, commands: readonly CommandDescription[]): string[] {
  const { asked, reason } = splitReason(text);
  const words = readWords(asked, commands);
  if (reason === undefined) return words;
  // Typed last, it would be part of the reason, and the card a real one.
  const [, plain = '', flag] = /^(.*?)(?:(?<!\S)(--dry-run)\s*)?$/is.exec(undoMarkup(reason)) ?? [];
  return [...words, ...(flag === undefined ? [] : [flag]), 'because', plain.trimEnd()];
}

/** The words of a line without a reason. A repeated slash command is dropped, and a verb in bold counts as the verb. */
function readWords(text: string, commands: readonly CommandDescription[]): string[] {
  const once = splitLine(text);
  // A whole line in quotes.
  const words = once.length === 1 && /\s/.test(once[0] ?? '') ? splitLine(once[0] ?? '') : once;
  // Commands that only buttons use are never guessed from a line: an altered button's line is not a command.
  const isCommand = (word: string) =>
    commands.some((each) => !each.hidden && each.name === word.toLowerCase());
  // Pasted from a list.
  if (/^[-*•·‣◦▪–—・]$/.test(words[0] ?? '') && isCommand(words[1] ?? '')) words.shift();
  while (
    words.length > 1 &&
    /^(?:\/[\w-]+|ecs)$/i.test(words[0] ?? '') &&
    !isCommand((words[0] ?? '').replace('/', ''))
  ) {
    words.shift();
  }
  const [name = '', ...rest] = words;
  // A slash before the verb: what follows must not become a command of its own.
  if (name.startsWith('/') && isCommand(name.slice(1))) return [name.slice(1), ...rest];
  if (/^\/[\w-]+$/.test(name)) return [];
  // `services?`, `scale, shop/web 4`.
  if (isCommand(withoutStop(name))) return [withoutStop(name), ...rest];
  const bare = name.replace(/^[*_~]+/, '');
  if (bare === name || !(isCommand(withoutMarks(name)) || isCommand(bare))) return words;
  if (withoutMarks(name) !== name) return [withoutMarks(name), ...rest];
  // The whole line is in bold: its last word ends with the mark.
  return [
    bare,
    ...rest.map((word, index) => (index === rest.length - 1 ? word.replace(/(?<![*_~])[*_~]+$/, '') : word)),
  ];
}

/**
 * Assigns the words after a command's name to their names: `['shop/web', '+1']` → `{ target: 'shop/web', count: '+1' }`.
 * `--flag value` and `--flag=value` are the same; `-1` is a word; where the command takes a reason, all after `because` is one. Throws Refusal for an
 * extra or a missing word or flag.
 */
export function readArguments(command: CommandDescription, all: readonly string[]): LineArguments {
  const found: Record<string, string | true> = {};
  const words: string[] = [];
  const help = { usage: usage(command), example: command.examples[0] };
  const end = takesReason(command) ? all.findIndex((word) => word.toLowerCase() === 'because') : -1;
  const rest = end === -1 ? all : all.slice(0, end);
  const because = end === -1 ? '' : readReason(all.slice(end + 1));
  const isMissing = because === '' && (end !== -1 || command.reason === 'required');
  if (because !== '') found.because = because;
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
    if (word !== undefined) found[name] = asSpelt(hint, word);
    else if (!optional) throw new Refusal({ code: 'missingWord', word: hint, ...help });
  }
  if (isMissing) throw new Refusal({ code: 'missingWord', word: reasonUsage, ...help });
  return found;
}

/** A word of the grammar itself, such as `all|problems|none`, in lower case; names stay as typed. */
function asSpelt(hint: string, word: string): string {
  const lower = word.toLowerCase();
  return /^[a-z-]+(?:\|[a-z-]+)+$/.test(hint) && hint.split('|').includes(lower) ? lower : word;
}

/** The words of a line; quotes keep a phrase together. Throws Refusal for a quote that is never closed. */
export function splitLine(text: string): string[] {
  const plain = undoMarkup(text);
  for (const quote of ['"', "'"]) {
    if (plain.split(quote).length % 2 === 0) throw new Refusal({ code: 'unclosedQuote' });
  }
  return parseArgsStringToArgv(plain);
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** The line as it is kept: with the reason as it was read, which shows no secret. */
export function keptLine(text: string, because: string | undefined): string {
  return because === undefined ? text : `${splitReason(text).asked} because ${because}`;
}

/**
 * What the person typed, from what Slack made of it: `<http://x|x>` and `<#C1|ops>` become their label, `<@U1|ann>` the id, `<!here>` `@here`,
 * `&amp;` an ampersand; then all in plain characters. Backticks are removed: a name copied from a message brings them along, and no AWS name contains
 * them.
 */
export function undoMarkup(text: string): string {
  const typed = text
    .replace(/<([#@!]?)([^<>|]*)(?:\|([^<>]*))?>/g, (_, sign: string, target: string, label?: string) =>
      sign === '@' || label === undefined || label === '' ? (sign === '!' ? `@${target}` : target) : label,
    )
    .replace(/`/g, '')
    .replace(/&(?:amp|lt|gt);/g, (entity) => entities[entity] ?? entity);
  return plainText(typed);
}
