import { expect, test } from 'vitest';
import { isRetryable } from '../../../src/aws/ecs/errors.ts';

const failed = (name: string, httpStatusCode?: number) =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });

test.each([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestThrottled',
  'ConcurrentUpdateException',
])('%s passes, though it comes as a 400', (name) => expect(isRetryable(failed(name, 400))).toBe(true));

test('5xx and no answer pass, another 4xx does not', () => {
  expect(isRetryable(failed('InternalServerError', 500))).toBe(true);
  expect(isRetryable(failed('TimeoutError'))).toBe(true);
  expect(isRetryable(failed('ServiceNotFoundException', 400))).toBe(false);
});
