import type { EcsTime } from '../time/create-ecs-time.ts';

/** Calls `look` for a name after a while; calls that come before it has looked are answered by the same look. */
export function createWake(time: EcsTime, look: (name: string) => void) {
  const waiting = new Map<string, { at: number; cancel: () => void }>();
  return (name: string, seconds = 1): void => {
    const at = time.now() + time.milliseconds(seconds);
    const other = waiting.get(name);
    if (other !== undefined && other.at <= at) return;
    other?.cancel();
    const cancel = time.afterSeconds(seconds, () => {
      waiting.delete(name);
      look(name);
    });
    waiting.set(name, { at, cancel });
  };
}
