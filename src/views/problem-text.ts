import type { Problem } from '../commands/problem.ts';
import type { Messages } from './messages/messages.ts';

/** The problem's sentence. */
export function problemText<Code extends Problem['code']>(
  problem: Extract<Problem, { code: Code }>,
  messages: Messages,
): string {
  const sentence = messages.problems[problem.code as Code] as (
    problem: Extract<Problem, { code: Code }>,
  ) => string;
  return sentence(problem);
}
