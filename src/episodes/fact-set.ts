import type { DeploymentFact, ServiceActionFact, TaskState } from './fact.ts';

/** One deployment: its newest state, and when it last began; a rollback begins an earlier deployment again. */
export interface DeploymentState extends Omit<DeploymentFact, 'kind' | 'id'> {
  readonly startedAt?: number;
  /** ECS said that this deployment is what it goes back to. */
  readonly rollback?: true;
}

/** Tasks of which only the count is kept, because there were too many to keep in full. */
export interface FoldedTasks {
  /** Start of the task's id → 0 starting, 1 running, 2 stopping. A task only moves forward, so the highest is the newest. */
  readonly live: Readonly<Record<string, number>>;
  /** Start of the ids of tasks that ended, so that the same end is not counted twice. */
  readonly ended: readonly string[];
  /** Unknown tasks that ended at or before this time were counted; their ids are forgotten. Epoch milliseconds. */
  readonly forgottenUntil: number;
  /** Ends that a rollout or a scale-in explains. */
  readonly expected: number;
  /** Ends that nothing explains, by what ECS gave as the reason. */
  readonly reasons: Readonly<Record<string, number>>;
  /** The newest of these ends that is a failure of any task, epoch milliseconds; not in records of 0.1.0. */
  readonly failedAt?: number;
}

/** Events merged: the newest version per task, deployments, service actions. */
export interface FactSet {
  /** By task id. */
  readonly tasks: Readonly<Record<string, TaskState>>;
  readonly folded: FoldedTasks;
  /** By deployment id. */
  readonly deployments: Readonly<Record<string, DeploymentState>>;
  /** By event id. */
  readonly actions: Readonly<Record<string, Omit<ServiceActionFact, 'kind' | 'eventId'>>>;
}

/** No facts. */
export const noFacts: FactSet = {
  tasks: {},
  folded: { live: {}, ended: [], forgottenUntil: 0, expected: 0, reasons: {} },
  deployments: {},
  actions: {},
};
