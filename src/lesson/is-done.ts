import { isNetworkUp } from './is-network-up.ts';
import type { LessonFacts } from './lesson-facts.ts';
import type { LessonMemory } from './lesson-memory.ts';
import type { StepId } from './step-id.ts';

type Rule = (facts: LessonFacts, memory: LessonMemory) => boolean;

const rules: Readonly<Record<StepId, Rule>> = {
  containers: (_, { read }) => read.includes('containers'),
  image: (_, { read }) => read.includes('image'),
  repository: ({ repository }) => repository?.tag !== undefined,
  network: (facts) => isNetworkUp(facts),
  cluster: ({ cluster }) => cluster !== undefined,
  'task-definition': ({ taskDefinition }) => taskDefinition !== undefined,
  // The rollout, and not the count: that goes down again when a task is stopped, which is the next step.
  service: ({ service }) => service?.deployed === true && service.desiredCount > 0,
  'stop-task': (_, { healed }) => healed !== undefined,
  scale: (_, { scaledTo }) => scaledTo !== undefined,
  'clean-up': (_, { finishedAt }) => finishedAt !== undefined,
};

/** Whether a step is done, by what AWS says now and by what the lesson has seen. */
export function isDone(step: StepId, facts: LessonFacts, memory: LessonMemory): boolean {
  return (memory.cleaning === true && step !== 'clean-up') || rules[step](facts, memory);
}
