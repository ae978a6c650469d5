import type { StepId } from './step-id.ts';

/** Nothing of these stands in AWS: a learner says that they are through. */
export const readSteps = ['containers', 'image'] as const satisfies readonly StepId[];

export type ReadStep = (typeof readSteps)[number];
