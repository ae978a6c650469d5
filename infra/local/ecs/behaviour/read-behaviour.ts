import type { ContainerBehaviour } from './container-behaviour.ts';

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
