/** The steps of a deployment that shifts traffic, each with ECS's lifecycle stages in it, in order. */
const stagesOf = {
  SCALE_UP: ['RECONCILE_SERVICE', 'PRE_SCALE_UP', 'SCALE_UP', 'POST_SCALE_UP'],
  TEST_TRAFFIC: ['TEST_TRAFFIC_SHIFT', 'POST_TEST_TRAFFIC_SHIFT'],
  PRODUCTION_TRAFFIC: [
    'PRE_PRODUCTION_TRAFFIC_SHIFT',
    'PRODUCTION_TRAFFIC_SHIFT',
    'POST_PRODUCTION_TRAFFIC_SHIFT',
  ],
  BAKE_TIME: ['BAKE_TIME'],
  CLEAN_UP: ['CLEAN_UP'],
} as const;

type StepName = keyof typeof stagesOf;

const steps = Object.entries(stagesOf) as [StepName, readonly string[]][];

/** A step of a deployment: all that is left to do, is done, or is under way in this very stage. */
export interface Step {
  /** Absent for a stage that is in none of them: ECS may have new ones. */
  readonly name?: StepName;
  readonly state: 'ahead' | 'current' | 'done';
  readonly stage?: string;
}

interface Staged {
  readonly strategy: string;
  readonly status: string;
  readonly stage?: string | undefined;
}

/**
 * Where a deployment is: five steps for BLUE_GREEN, LINEAR and CANARY, with ECS's own name for the stage. A rolling deployment and an unknown strategy
 * have only the stage that they are in, if any.
 */
export function stepsOf({ strategy, status, stage }: Staged): Step[] {
  const isDone = status === 'SUCCESSFUL';
  // The stage of one that goes back, or went, is that of its way back.
  if (!isDone && !isGoingOn(status)) return [];
  const at = steps.findIndex(([, stages]) => stage !== undefined && stages.includes(stage));
  if (!isShifting(strategy) || (stage !== undefined && at === -1)) {
    return stage === undefined || isDone ? [] : [{ state: 'current', stage }];
  }
  return steps.map(([name], index) => {
    if (isDone || index < at) return { name, state: 'done' };
    return index > at || stage === undefined ? { name, state: 'ahead' } : { name, state: 'current', stage };
  });
}

/** Whether a strategy shifts traffic from revision to revision. Of one that ECS adds nobody knows. */
export function isShifting(strategy: string): boolean {
  return ['BLUE_GREEN', 'LINEAR', 'CANARY'].includes(strategy);
}

/** Whether a deployment of this status goes towards its target revision, as far as anybody knows. */
export function isGoingOn(status: string): boolean {
  return !/^(SUCCESSFUL|STOP|ROLLBACK)/.test(status);
}

/** Whether this is one of the stages that ECS documents. */
export function isKnownStage(stage: string | undefined): boolean {
  return stage !== undefined && steps.some(([, stages]) => stages.includes(stage));
}

/** Whether a hook holds its deployment up. */
export function isOpenHook({ state }: { readonly state: string }): boolean {
  return state === 'AWAITING_ACTION' || state === 'IN_PROGRESS';
}
