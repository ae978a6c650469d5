import { Refusal } from '../../src/commands/line/problem.ts';

/** The problem that a refused line tells; throws when it was not refused. */
export async function refusalOf(work: Promise<unknown>) {
  const error = await work.then(
    () => new Error('It was not refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error.problem;
  throw error;
}
