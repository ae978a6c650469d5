import type {
  DeploymentEntity,
  DeploymentSettings,
  ServiceEntity,
  Stage,
  StageStep,
} from '../model/service.ts';
import { type EcsWorld, setTimer } from '../world.ts';
import { isFatal, isOpen, startHooks } from './hooks.ts';

/** Whether a stage comes before the first new task. */
export function isBeforeScaleUp(stage: Stage | undefined): boolean {
  return stage === 'RECONCILE_SERVICE' || stage === 'PRE_SCALE_UP';
}

/** The stages between a rolling deployment's last change of tasks and its bake time. */
const afterScaleUp = [
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
] as const;

/**
 * The steps of a deployment; undefined where it has none. `revisions`: how many older ones still have tasks.
 *
 * AWS documents hooks for rolling deployments, but not which stages these pass. Here one passes the stages that it has hooks for: those before
 * SCALE_UP with only old tasks, the others with only new ones.
 */
export function planStages(
  { strategy, lifecycleHooks = [], bakeTimeInMinutes }: DeploymentSettings,
  revisions: number,
): StageStep[] | undefined {
  const bake = { stage: 'BAKE_TIME', bakeMinutes: bakeTimeInMinutes } as const;
  const reconcile = revisions > 1 ? [{ stage: 'RECONCILE_SERVICE' } as const] : [];
  if (strategy !== 'ROLLING' || (lifecycleHooks.length === 0 && bakeTimeInMinutes === 0)) return undefined;
  const hooked = afterScaleUp.filter((stage) =>
    lifecycleHooks.some(({ lifecycleStages }) => lifecycleStages.includes(stage)),
  );
  return [
    ...reconcile,
    { stage: 'PRE_SCALE_UP' },
    { stage: 'SCALE_UP' },
    ...hooked.map((stage) => ({ stage })),
    ...(bakeTimeInMinutes > 0 ? [bake] : []),
  ];
}

/**
 * Moves a deployment on to the first step that is not over: `isReached` says whether the tasks are as a stage leaves them, and hooks and bake time
 * have to be over too. Returns where that leaves the deployment.
 */
export function walkStages(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
  isReached: (stage: Stage) => boolean,
): 'WAITS' | 'PASSED' | 'HOOK_FAILED' {
  const { progress } = deployment;
  if (progress === undefined) return 'PASSED';
  for (let step = currentStep(deployment); step !== undefined; step = currentStep(deployment)) {
    progress.enteredAt ??= enterStep(world, service, deployment, step);
    if (progress.hooks.some(isFatal)) return 'HOOK_FAILED';
    const bakes = world.time.milliseconds((step.bakeMinutes ?? 0) * 60);
    const isOver = world.time.now() >= progress.enteredAt + bakes && !progress.hooks.some(isOpen);
    if (!isOver || !isReached(step.stage)) return 'WAITS';
    progress.at += 1;
    progress.enteredAt = undefined;
  }
  return 'PASSED';
}

/** The step that a deployment is at; undefined when it has no steps, or no more. */
export function currentStep({ progress }: DeploymentEntity): StageStep | undefined {
  return progress?.steps[progress.at];
}

function enterStep(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
  { stage, bakeMinutes = 0 }: StageStep,
): number {
  startHooks(world, service, deployment, stage);
  if (bakeMinutes > 0) {
    setTimer(world, `${service.arn}#bake`, bakeMinutes * 60, () => world.wake(service.arn, 0));
  }
  world.changed();
  return world.time.now();
}
