import type { EcsWorld } from '../ecs-world.ts';

/** Ends the timer of that name, if there is one. */
export function clearTimer(world: Pick<EcsWorld, 'timers'>, name: string): void {
  world.timers.get(name)?.();
  world.timers.delete(name);
}
