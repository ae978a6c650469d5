import { emitHookStateChange } from '../events.ts';
import { serviceDeploymentStatus } from '../model/describe-deployment.ts';
import type {
  DeploymentEntity,
  HookCall,
  HookEntity,
  LifecycleHook,
  ServiceEntity,
  Stage,
} from '../model/service.ts';
import { clearTimer, type EcsWorld, setTimer } from '../world.ts';
import { trafficShares } from './traffic.ts';

/** Starts the hooks that a deployment has at this stage, side by side. They stay visible until a later stage has hooks. */
export function startHooks(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
  stage: Stage,
): HookEntity[] {
  const { configuration, progress } = deployment;
  const here = (configuration.lifecycleHooks ?? []).filter(({ lifecycleStages }) =>
    lifecycleStages.some((one) => one === stage),
  );
  if (progress === undefined || here.length === 0) return [];
  progress.hooks = here.map((hook) => createHook(world, hook, stage));
  for (const run of progress.hooks) {
    emitHookStateChange(world, service, deployment, run);
    setTimer(world, run.id, run.hook.timeoutConfiguration.timeoutInMinutes * 60, () => {
      if (isWaiting(service, deployment, run)) endHook(world, service, deployment, run, 'TIMED_OUT');
    });
    if (run.hook.targetType === 'AWS_LAMBDA') callAfter(world, service, deployment, run, secondsToCall);
  }
  return progress.hooks;
}

function createHook(world: EcsWorld, hook: LifecycleHook, stage: Stage): HookEntity {
  const isPause = hook.targetType === 'PAUSE';
  const { timeoutInMinutes } = hook.timeoutConfiguration;
  return {
    id: isPause ? `ecs-pause-${world.ids.word(43)}` : world.ids.uuid(),
    hook,
    stage,
    expiresAt: world.time.now() + world.time.milliseconds(timeoutInMinutes * 60),
    status: isPause ? 'AWAITING_ACTION' : 'IN_PROGRESS',
  };
}

/** Ends a hook; the scheduler then sees whether the deployment goes on. */
export function endHook(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
  run: HookEntity,
  status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT',
): void {
  run.status = status;
  clearTimer(world, run.id);
  emitHookStateChange(world, service, deployment, run);
  world.changed();
  world.wake(service.arn, 0);
}

/** Whether a hook still waits for its end. */
export function isOpen({ status }: HookEntity): boolean {
  return status === 'AWAITING_ACTION' || status === 'IN_PROGRESS';
}

/** Whether a hook makes its deployment fail, whatever the others at its stage say. */
export function isFatal({ status, hook }: HookEntity): boolean {
  return status === 'FAILED' || (status === 'TIMED_OUT' && hook.timeoutConfiguration.action === 'ROLLBACK');
}

const ongoing: readonly string[] = ['IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'];

/** A deployment that has failed, was replaced or is over leaves its open hooks as they are. */
function isWaiting(service: ServiceEntity, deployment: DeploymentEntity, run: HookEntity): boolean {
  const isCurrent = deployment.progress?.waitsFor.includes(run) === true;
  return isCurrent && isOpen(run) && ongoing.includes(serviceDeploymentStatus(service, deployment));
}

/** Until a function is called for the first time, and by default until it is called again after IN_PROGRESS. */
const secondsToCall = 1;
const secondsToCallAgain = 30;

function callAfter(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
  run: HookEntity,
  seconds: number,
  details: object = asObject(run.hook.hookDetails),
): void {
  world.time.afterSeconds(seconds, () => {
    if (!isWaiting(service, deployment, run)) return;
    const call = hookCall(service, deployment, run, details);
    // The promise of a function that answers at once would end after the clock has moved on.
    const answer = tryCall(() => world.invokeHook(run.hook.hookTargetArn ?? '', call));
    if (answer instanceof Promise) void answer.then(heed, () => heed(undefined));
    else heed(answer);
  });

  function heed(answer: unknown): void {
    if (!isWaiting(service, deployment, run)) return;
    const { hookStatus, callBackDelay, hookDetails } = asObject(answer);
    if (hookStatus === 'IN_PROGRESS') {
      const pause = typeof callBackDelay === 'number' ? callBackDelay : secondsToCallAgain;
      const merged = { ...details, ...asObject(hookDetails) };
      callAfter(world, service, deployment, run, pause, merged);
    } else {
      endHook(world, service, deployment, run, hookStatus === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED');
    }
  }
}

function tryCall(call: () => unknown): unknown {
  try {
    return call();
  } catch {
    return undefined;
  }
}

function hookCall(
  service: ServiceEntity,
  deployment: DeploymentEntity,
  { id, stage }: HookEntity,
  details: object,
): HookCall {
  const { production, test } = trafficShares(service, deployment);
  return {
    executionId: id,
    lifecycleStage: stage,
    resourceArn: deployment.serviceDeploymentArn,
    executionDetails: {
      serviceArn: service.arn,
      targetServiceRevisionArn: deployment.revision.arn,
      // Each is told only where it moves.
      testTrafficWeights: stage === 'TEST_TRAFFIC_SHIFT' ? test : {},
      productionTrafficWeights:
        stage.endsWith('PRODUCTION_TRAFFIC_SHIFT') && !stage.startsWith('POST') ? production : {},
    },
    ...(Object.keys(details).length > 0 && { hookDetails: { ...details } }),
  };
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
