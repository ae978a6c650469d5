import type { CloudFormationWorld } from '../cloudformation-world.ts';

/** Lets `seconds` of real life pass, divided by the speed; rejects when `signal` aborts. */
export function pause(
  { clock, speed }: CloudFormationWorld,
  seconds: number,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancelled = () => {
      cancel();
      reject(new Error('cancelled'));
    };
    const cancel = clock.after((seconds * 1000) / speed, () => {
      signal?.removeEventListener('abort', cancelled);
      resolve();
    });
    if (signal?.aborted) cancelled();
    else signal?.addEventListener('abort', cancelled, { once: true });
  });
}
