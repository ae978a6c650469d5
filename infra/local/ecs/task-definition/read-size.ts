import { clientError } from '../refuse/client-error.ts';

/** A task's cpu or memory as ECS keeps it: `0.5 vCPU` becomes `512`, `1 GB` becomes `1024`. Throws ClientException. */
export function readSize(setting: 'cpu' | 'memory', text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const unit = setting === 'cpu' ? 'vcpu' : 'gb';
  const [, number, isLarge] = new RegExp(`^(\\d*\\.?\\d+)\\s*(${unit})?$`, 'i').exec(text.trim()) ?? [];
  const value = Number(number) * (isLarge === undefined ? 1 : 1024);
  if (!Number.isInteger(value) || value <= 0) {
    throw clientError(
      `Invalid '${setting}' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
    );
  }
  return String(value);
}
