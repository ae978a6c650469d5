import type { TaskState } from './fact.ts';

/** Why a task stopped, for the catalogue to say in words. `detail` is ECS's own text, or an exit code. */
export interface StopReason {
  readonly code:
    | 'expected'
    | 'outOfMemory'
    | 'exited'
    | 'cannotPull'
    | 'notInitialized'
    | 'cannotStart'
    | 'loadBalancer'
    | 'healthCheck'
    | 'spot'
    | 'byHand'
    | 'other'
    | 'unknown';
  readonly detail?: string;
}

type Row = readonly [pattern: RegExp, code: StopReason['code']];

/** What ECS writes at the beginning of stoppedReason or of a container's reason. */
const rows: readonly Row[] = [
  [/^CannotPull/, 'cannotPull'],
  [/^ResourceInitializationError/, 'notInitialized'],
  [/^(Cannot(Start|Create|Inspect)|ContainerRuntime|DockerTimeout)/, 'cannotStart'],
  [/^Task failed ELB health checks/, 'loadBalancer'],
  [/^Task failed container health checks/, 'healthCheck'],
  [/^Your Spot Task was interrupted/, 'spot'],
];

/** Reads the reason from what ECS gave; a text that is not known is passed on as it is, never guessed at. */
export function stopReason(task: TaskState): StopReason {
  const { stoppedReason, stopCode, exit } = task;
  if (exit?.reason?.startsWith('OutOfMemory')) return { code: 'outOfMemory' };
  const texts = [stoppedReason, exit?.reason].filter((text) => text !== undefined);
  for (const text of texts) {
    const row = rows.find(([pattern]) => pattern.test(text));
    if (row) return { code: row[1], detail: text };
  }
  if (stopCode === 'UserInitiated')
    return { code: 'byHand', ...(stoppedReason && { detail: stoppedReason }) };
  if (stopCode === 'EssentialContainerExited' && exit?.code !== undefined) {
    return { code: 'exited', detail: String(exit.code) };
  }
  if (stoppedReason === undefined) return { code: 'unknown' };
  return stoppedReason.startsWith('Scaling activity initiated by')
    ? { code: 'expected' }
    : { code: 'other', detail: stoppedReason };
}
