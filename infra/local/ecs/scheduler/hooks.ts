import { emitHookStateChange } from '../events.ts';
import type { DeploymentEntity, HookEntity, LifecycleHook, ServiceEntity, Stage } from '../model/service.ts';
import { type EcsWorld, setTimer } from '../world.ts';

/** Starts the hooks that a deployment has at this stage, side by side. They stay visible until a later stage has hooks. */
export function startHooks(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
  stage: Stage,
): void {
  const { configuration, progress } = deployment;
  const here = (configuration.lifecycleHooks ?? []).filter(({ lifecycleStages }) =>
    lifecycleStages.some((one) => one === stage),
  );
  if (progress === undefined || here.length === 0) return;
  progress.hooks = here.map((hook) => createHook(world, hook, stage));
  for (const hook of progress.hooks) {
    emitHookStateChange(world, service, deployment, hook);
    setTimer(world, hook.id, hook.hook.timeoutConfiguration.timeoutInMinutes * 60, () =>
      expire(world, service, deployment, hook),
    );
  }
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

function expire(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
  hook: HookEntity,
): void {
  if (isOpen(hook) && isUnderWay(service, deployment)) endHook(world, service, deployment, hook, 'TIMED_OUT');
}

/** Ends a hook; the scheduler then sees whether the deployment goes on. */
export function endHook(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
  hook: HookEntity,
  status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT',
): void {
  hook.status = status;
  world.timers.get(hook.id)?.();
  world.timers.delete(hook.id);
  emitHookStateChange(world, service, deployment, hook);
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

/** A deployment that has failed or was replaced leaves its open hooks as they are. */
function isUnderWay(service: ServiceEntity, deployment: DeploymentEntity): boolean {
  return (
    service.status === 'ACTIVE' &&
    deployment.status === 'PRIMARY' &&
    deployment.rolloutState === 'IN_PROGRESS'
  );
}
