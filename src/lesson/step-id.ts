/** The ten steps, in their order. */
export const stepIds = [
  'containers',
  'image',
  'repository',
  'network',
  'cluster',
  'task-definition',
  'service',
  'stop-task',
  'scale',
  'clean-up',
] as const;

export type StepId = (typeof stepIds)[number];

/** Nothing of these stands in AWS: a learner says that they are through. */
export const readSteps = ['containers', 'image'] as const satisfies readonly StepId[];

export type ReadStep = (typeof readSteps)[number];
