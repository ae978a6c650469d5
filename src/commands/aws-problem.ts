import { isRetryable } from '../ecs/is-retryable.ts';
import { maskSecrets } from '../redact/redact.ts';
import type { Problem } from './problem.ts';

/** What a person reads of an AWS error that trying again would not cure; undefined for every other error. */
export function awsProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('$metadata' in error) || isRetryable(error)) return undefined;
  if (error.name.startsWith('AccessDenied') || error.name === 'UnauthorizedOperation') {
    return { code: 'awsDenied', message: maskSecrets(error.message) };
  }
  return { code: 'awsRefused', message: maskSecrets(error.message) };
}
