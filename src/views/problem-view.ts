import type { Problem } from '../commands/problem.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import { problemText } from './problem-text.ts';

/** One sentence: what is wrong and what to type instead. */
export function problemView(problem: Problem, messages: Messages): Message {
  const text = problemText(problem, messages);
  return toMessage(text, [section(`:warning: ${text}`)]);
}
