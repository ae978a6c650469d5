import type { z } from 'zod';
import type { Command, CommandDescription } from './command.ts';
import type { CommandContext } from './command-context.ts';
import type { Outcome } from './outcome.ts';
import type { ArgumentProblem } from './problem.ts';
import { Refusal } from './refusal.ts';
import { usage } from './usage.ts';

interface Definition<Arguments, Name extends string> extends CommandDescription {
  readonly name: Name;
  /** From the line's words and flags to what `run` takes; an issue's message is an ArgumentProblem. */
  readonly args: z.ZodType<Arguments>;
  run(args: Arguments, context: CommandContext): Promise<Outcome>;
}

/** Ties a command's zod schema to its `run`, so that `run` sees only arguments that fit. Its name stays in the type. */
export function defineCommand<Arguments, const Name extends string>({
  args,
  run,
  ...description
}: Definition<Arguments, Name>): Command & { readonly name: Name } {
  return {
    ...description,
    async run(given, context) {
      const parsed = args.safeParse(given);
      if (parsed.success) return run(parsed.data, context);
      const issue = parsed.error.issues[0];
      throw new Refusal({
        code: 'badWord',
        why: (issue?.message ?? 'invalid') as ArgumentProblem,
        given: String(given[String(issue?.path[0])] ?? ''),
        usage: usage(description),
        example: description.examples[0],
      });
    },
  };
}
