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
