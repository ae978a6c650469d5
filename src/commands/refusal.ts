import type { Problem } from './problem.ts';

/** Thrown when a line can't be carried out and trying again would not help. The person reads its problem's sentence. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.code, options);
    this.name = 'Refusal';
    this.problem = problem;
  }
}
