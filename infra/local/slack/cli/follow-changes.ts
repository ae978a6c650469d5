import type { WorldConnection } from './connect-world.ts';
import type { ClientTimes } from './run-client.ts';
import type { Transcript } from './transcript.ts';
import { UsageError } from './usage-error.ts';

/** A `next()` that timed out and must be waited for again, or its change would be lost. */
const pending = new WeakMap<WorldConnection, ReturnType<WorldConnection['changes']['next']>>();

/**
 * Takes changes in until it was quiet after the first answer, or patience ends. Answers whether an answer came.
 * `onChange` is called after each change.
 */
export async function followChanges(
  world: WorldConnection,
  transcript: Transcript,
  { quiet, patience }: ClientTimes,
  onChange: () => void = () => {},
): Promise<boolean> {
  const end = Date.now() + patience;
  let answered = false;
  for (;;) {
    const wait = Math.min(end - Date.now(), answered ? quiet : Infinity);
    if (wait <= 0) return answered;
    const next = pending.get(world) ?? world.changes.next();
    pending.set(world, next);
    const result = await Promise.race([next, pause(wait)]);
    if (result === 'quiet') return answered;
    pending.delete(world);
    if (result.done) throw new UsageError('The local world ended.');
    answered = transcript.apply(result.value) || answered;
    onChange();
  }
}

function pause(milliseconds: number): Promise<'quiet'> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('quiet'), milliseconds).unref();
  });
}
