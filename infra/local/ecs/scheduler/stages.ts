import type {
  DeploymentEntity,
  DeploymentSettings,
  ServiceEntity,
  Stage,
  StageProgress,
  StageStep,
} from '../model/service.ts';
import { type EcsWorld, setTimer } from '../world.ts';
import { isFatal, isOpen, startHooks } from './hooks.ts';
import { shiftTraffic } from './traffic.ts';

/** The stages between a rolling deployment's last change of tasks and its bake time. */
const afterScaleUp = [
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
] as const satisfies readonly Stage[];

/** Whether a stage comes before the first new task. */
export function isBeforeScaleUp(stage: Stage | undefined): boolean {
  return stage === 'RECONCILE_SERVICE' || stage === 'PRE_SCALE_UP';
}

/**
 * A new deployment's way through its stages; undefined where it has none. `source` is the deployment that serves, `revisions` how many older ones still
 * have tasks: more than one are reconciled first.
 */
export function planStages(
  settings: DeploymentSettings,
  source: DeploymentEntity | undefined,
  revisions: number,
): StageProgress | undefined {
  const steps = settings.strategy === 'ROLLING' ? rollingSteps(settings) : shiftSteps(settings, source);
  if (steps === undefined) return undefined;
  return {
    steps: [...(revisions > 1 ? [{ stage: 'RECONCILE_SERVICE' } as const] : []), ...steps],
    at: 0,
    enteredAt: undefined,
    hooks: [],
    waitsFor: [],
    sourceRevisionArn: source?.revision.arn,
    traffic: { production: 0, test: 0 },
  };
}

/**
 * AWS documents hooks for rolling deployments, but not which stages these pass. Here one passes the stages that it has hooks for: those before SCALE_UP
 * with only old tasks, the others with only new ones.
 */
function rollingSteps({
  lifecycleHooks = [],
  bakeTimeInMinutes,
}: DeploymentSettings): StageStep[] | undefined {
  if (lifecycleHooks.length === 0 && bakeTimeInMinutes === 0) return undefined;
  const hooked = afterScaleUp.filter((stage) =>
    lifecycleHooks.some(({ lifecycleStages }) => lifecycleStages.includes(stage)),
  );
  return [
    { stage: 'PRE_SCALE_UP' },
    { stage: 'SCALE_UP' },
    ...hooked.map((stage) => ({ stage })),
    ...(bakeTimeInMinutes > 0 ? [{ stage: 'BAKE_TIME', bakeMinutes: bakeTimeInMinutes } as const] : []),
  ];
}

/** BLUE_GREEN shifts all traffic at once, LINEAR and CANARY in steps; so does a first deployment, which takes traffic from nobody. */
function shiftSteps(settings: DeploymentSettings, source: DeploymentEntity | undefined): StageStep[] {
  const { strategy, linearConfiguration, canaryConfiguration, bakeTimeInMinutes } = settings;
  const { stepPercent = 100, stepBakeTimeInMinutes = 0 } = linearConfiguration ?? {};
  const { canaryPercent = 100, canaryBakeTimeInMinutes = 0 } = canaryConfiguration ?? {};
  const percent = strategy === 'LINEAR' ? stepPercent : strategy === 'CANARY' ? canaryPercent : 100;
  const bake = strategy === 'LINEAR' ? stepBakeTimeInMinutes : canaryBakeTimeInMinutes;
  const partial = source === undefined ? [] : sharesOf(percent, strategy === 'CANARY');
  return [
    { stage: 'PRE_SCALE_UP' },
    { stage: 'SCALE_UP' },
    { stage: 'POST_SCALE_UP' },
    { stage: 'TEST_TRAFFIC_SHIFT', test: 100 },
    { stage: 'POST_TEST_TRAFFIC_SHIFT' },
    ...[...partial, 100].flatMap((production): StageStep[] => [
      { stage: 'PRE_PRODUCTION_TRAFFIC_SHIFT' },
      { stage: 'PRODUCTION_TRAFFIC_SHIFT', production, bakeMinutes: production < 100 ? bake : 0 },
    ]),
    { stage: 'POST_PRODUCTION_TRAFFIC_SHIFT' },
    { stage: 'BAKE_TIME', bakeMinutes: source === undefined ? 0 : bakeTimeInMinutes },
    { stage: 'CLEAN_UP' },
  ];
}

/** The shares of traffic below 100 %, one after the other, in tenths of a percent as ECS counts them. */
function sharesOf(percent: number, isOnce: boolean): number[] {
  const step = Math.round(percent * 10);
  const count = Math.ceil(1000 / step) - 1;
  return Array.from({ length: isOnce ? Math.min(1, count) : count }, (_, index) => (step * (index + 1)) / 10);
}

/** Turns a deployment that failed round: the old tasks are complete, they get the traffic back, and the new ones go. */
export function planRollback({ configuration, progress }: DeploymentEntity): StageProgress | undefined {
  if (configuration.strategy === 'ROLLING' || progress === undefined) return progress;
  const { production, test } = progress.traffic;
  return {
    ...progress,
    steps: [
      { stage: 'SCALE_UP' },
      ...(test > 0 ? [{ stage: 'TEST_TRAFFIC_SHIFT', test: 0 } as const] : []),
      ...(production > 0 ? [{ stage: 'PRODUCTION_TRAFFIC_SHIFT', production: 0 } as const] : []),
      { stage: 'CLEAN_UP' },
    ],
    at: 0,
    enteredAt: undefined,
    waitsFor: [],
  };
}

/** How long a stage of the other strategies may last, hooks and bake time apart, in minutes: then the deployment fails. */
const longestStage = 24 * 60;

/**
 * Moves a deployment on to the first step that is not over: `isReached` says whether the tasks are as a stage leaves them, and hooks and bake time have
 * to be over too. Returns where that leaves the deployment. A rollback can't fail: its hooks are only waited for.
 */
export function walkStages(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
  isReached: (stage: Stage) => boolean,
): 'WAITS' | 'PASSED' | 'HOOK_FAILED' | 'TIMED_OUT' {
  const { progress, rollback, configuration } = deployment;
  if (progress === undefined) return 'PASSED';
  const mayFail = rollback === undefined;
  for (let step = currentStep(deployment); step !== undefined; step = currentStep(deployment)) {
    progress.enteredAt ??= enterStep(world, service, deployment, step);
    if (mayFail && progress.waitsFor.some(isFatal)) return 'HOOK_FAILED';
    const baked = progress.enteredAt + world.time.milliseconds((step.bakeMinutes ?? 0) * 60);
    if (world.time.now() < baked || progress.waitsFor.some(isOpen)) return 'WAITS';
    if (!isReached(step.stage)) {
      const isLate = world.time.now() >= baked + world.time.milliseconds(longestStage * 60);
      return mayFail && configuration.strategy !== 'ROLLING' && isLate ? 'TIMED_OUT' : 'WAITS';
    }
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
  { stage, bakeMinutes = 0, production, test }: StageStep,
): number {
  const { progress } = deployment;
  if (progress !== undefined) {
    progress.traffic = {
      production: production ?? progress.traffic.production,
      test: test ?? progress.traffic.test,
    };
    shiftTraffic(world, service, deployment);
    progress.waitsFor = startHooks(world, service, deployment, stage);
  }
  setTimer(world, `${service.arn}#stage`, (bakeMinutes || longestStage) * 60, () =>
    world.wake(service.arn, 0),
  );
  world.changed();
  return world.time.now();
}
