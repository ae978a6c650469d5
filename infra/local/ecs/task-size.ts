import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { ServiceError } from '../aws/wire.ts';
import { clientError } from './refuse.ts';

export type NamedContainer = ContainerDefinition & { name: string; image: string };

/** A task's cpu or memory as ECS stores it: `0.5 vCPU` becomes `512`, `1 GB` becomes `1024`. */
export function readSize(
  setting: 'cpu' | 'memory',
  text: string | undefined,
  refuse: (message: string) => ServiceError = clientError,
): string | undefined {
  if (text === undefined) return undefined;
  const unit = setting === 'cpu' ? 'vcpu' : 'gb';
  const [, number, isLarge] = new RegExp(`^(\\d*\\.?\\d+)\\s*(${unit})?$`, 'i').exec(text.trim()) ?? [];
  const value = Number(number) * (isLarge === undefined ? 1 : 1024);
  if (!Number.isInteger(value) || value <= 0) {
    throw refuse(
      `Invalid '${setting}' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
    );
  }
  return String(value);
}

/** Memory in MiB that Fargate allows, by CPU units: from, to, step. 256 CPU units have a list of three sizes. */
const fargateSizes: Readonly<Record<string, readonly [from: number, to: number, step: number]>> = {
  '512': [1024, 4096, 1024],
  '1024': [2048, 8192, 1024],
  '2048': [4096, 16384, 1024],
  '4096': [8192, 30720, 1024],
  '8192': [16384, 61440, 4096],
  '16384': [32768, 122880, 8192],
};

function isFargateSize(cpu: string, memory: string): boolean {
  const mebibytes = Number(memory);
  if (cpu === '256') return [512, 1024, 2048].includes(mebibytes);
  const [from, to, step] = fargateSizes[cpu] ?? [0, -1, 1];
  return mebibytes >= from && mebibytes <= to && (mebibytes - from) % step === 0;
}

/** Refuses containers that don't fit their task, and a task size that Fargate does not have; also for RunTask's overrides. */
export function checkTaskSize(
  containers: readonly NamedContainer[],
  task: { cpu: string | undefined; memory: string | undefined; isFargate: boolean },
  refuse: (message: string) => ServiceError = clientError,
): void {
  const { cpu, memory } = task;
  if (task.isFargate && (cpu === undefined || memory === undefined || !isFargateSize(cpu, memory))) {
    const missing = cpu === undefined ? 'cpu' : memory === undefined ? 'memory' : undefined;
    if (missing !== undefined)
      throw refuse(`Fargate requires that '${missing}' be defined at the task level.`);
    throw refuse(
      `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. See the Amazon ECS documentation for the valid values.`,
    );
  }
  for (const container of containers) {
    const { name } = container;
    for (const setting of ['memory', 'memoryReservation'] as const) {
      const value = container[setting];
      if (value !== undefined && value < 4)
        throw refuse(`Invalid '${setting}' setting for container '${name}'.`);
      if (value !== undefined && memory !== undefined && value > Number(memory)) {
        throw refuse(`The '${setting}' setting for container '${name}' is greater than for the task.`);
      }
    }
    const { memory: hard, memoryReservation: soft = 0 } = container;
    if (hard !== undefined && soft > hard) {
      throw refuse(
        `Invalid setting for container '${name}'. 'memory' must be greater than 'memoryReservation'.`,
      );
    }
  }
  const sum = (of: (container: NamedContainer) => number | undefined) =>
    containers.reduce((total, container) => total + (of(container) ?? 0), 0);
  if (cpu !== undefined && sum((container) => container.cpu) > Number(cpu)) {
    throw refuse("The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.");
  }
  const reserved = sum(({ memory: hard, memoryReservation }) => memoryReservation ?? hard);
  if (memory !== undefined && reserved > Number(memory)) {
    throw refuse('The memory reserved for all containers cannot be greater than the memory of the task.');
  }
}
