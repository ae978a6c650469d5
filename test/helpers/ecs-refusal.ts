import { expect } from 'vitest';
import { ServiceError } from '../../infra/local/aws/wire.ts';
import type { TestEcs } from './test-ecs.ts';

/** An action, a bad input, and the exception that answers it. */
export type Refusal = [
  action: string,
  input: Record<string, unknown>,
  name: string,
  message: string | RegExp,
];

/** How the call is refused; a refused call leaves everything as it was. Undefined when it is not refused. */
export function refusalOf(
  test: TestEcs,
  action: string,
  input: Record<string, unknown>,
): ServiceError | undefined {
  const before = JSON.stringify(test.ecs.snapshot());
  try {
    test.call(action, input);
  } catch (error) {
    expect(JSON.stringify(test.ecs.snapshot())).toBe(before);
    if (error instanceof ServiceError) return error;
    throw error;
  }
  return undefined;
}
