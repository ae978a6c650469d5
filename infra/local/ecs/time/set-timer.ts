import type { EcsWorld } from '../ecs-world.ts';

/** Sets the timer of that name, ending an older one; `seconds` of real life. */
export function setTimer(
  world: Pick<EcsWorld, 'time' | 'timers'>,
  name: string,
  seconds: number,
  run: () => void,
): void {
  world.timers.get(name)?.();
  const cancel = world.time.afterSeconds(seconds, () => {
    world.timers.delete(name);
    run();
  });
  world.timers.set(name, cancel);
}
