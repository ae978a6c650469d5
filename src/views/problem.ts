import type { Problem } from '../commands/line/problem.ts';
import type { Messages } from '../messages/en/index.ts';
import { context, type Message, section, toMessage } from './blocks.ts';

/** The message, with a note when Slack was last asked for people and groups: it limits how often we may ask. `at` is in epoch milliseconds. */
export function agedView({ text, blocks }: Message, at: number, { replies }: Messages): Message {
  const note = replies.lastKnown(new Date(at));
  return toMessage(`${text}\n${note}`, [...blocks, context(`:hourglass: ${note}`)]);
}

/** One sentence: what is wrong and what to type instead. */
export function problemView(problem: Problem, messages: Messages): Message {
  const text = problemText(problem, messages);
  return toMessage(text, [section(`:warning: ${text}`)]);
}

export function problemText<Code extends Problem['code']>(
  problem: Extract<Problem, { code: Code }>,
  messages: Messages,
): string {
  const sentence = messages.problems[problem.code as Code] as (
    problem: Extract<Problem, { code: Code }>,
  ) => string;
  return sentence(problem);
}

/** How to ask, for someone who wrote a message instead of a command; shows the command they seem to mean if its name comes first. */
export function typeItView(text: string, commands: readonly string[], { replies }: Messages): Message {
  const first =
    text
      .replace(/<@[^>]*>/g, ' ')
      .trim()
      .split(/\s/, 1)[0]
      ?.toLowerCase() ?? '';
  const sentence = replies.typeIt(commands.includes(first) ? first : 'help');
  return toMessage(sentence, [section(sentence)]);
}

/** Shown while AWS takes its time. */
export function workingView({ replies }: Messages): Message {
  return toMessage(replies.working, [context(replies.working)]);
}
