/** How a container acts in the local world; behaviours.md tells which label asks for what. Seconds of real life. */
export interface ContainerBehaviour {
  readonly startSeconds: number | undefined;
  readonly exit:
    | { readonly afterSeconds: number; readonly code: number; readonly reason?: string }
    | undefined;
  /** Set when the image can not be pulled: the end of the CannotPullContainerError. */
  readonly failPull: string | undefined;
  readonly health: 'HEALTHY' | 'UNHEALTHY';
  readonly ignoresSigterm: boolean;
  /** What it prints at its start, line by line. */
  readonly prints: readonly string[] | undefined;
}

/** Reads the behaviour that a container definition asks for through its `dockerLabels`; see behaviours.md. */
export function readBehaviour(labels: Readonly<Record<string, string>> = {}): ContainerBehaviour {
  const label = (name: string) => labels[`local.ecs/${name}`];
  const seconds = (name: string) => {
    const value = Number(label(name) ?? Number.NaN);
    return Number.isFinite(value) && value >= 0 ? value : undefined;
  };
  const isOn = (name: string) => label(name) !== undefined && label(name) !== 'false';

  const runsOutOfMemory = isOn('oom');
  const exits =
    runsOutOfMemory || seconds('exit-after-seconds') !== undefined || label('exit-code') !== undefined;
  return {
    startSeconds: seconds('start-seconds'),
    exit: exits
      ? {
          afterSeconds: seconds('exit-after-seconds') ?? 5,
          code: runsOutOfMemory ? 137 : (seconds('exit-code') ?? 1),
          ...(runsOutOfMemory && { reason: 'OutOfMemoryError: Container killed due to memory usage' }),
        }
      : undefined,
    failPull: isOn('fail-pull')
      ? label('fail-pull') === 'true'
        ? 'not found'
        : label('fail-pull')
      : undefined,
    health: label('health') === 'UNHEALTHY' ? 'UNHEALTHY' : 'HEALTHY',
    ignoresSigterm: isOn('ignore-sigterm'),
    prints: label('prints')?.split('\n'),
  };
}
