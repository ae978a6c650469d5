/** Each service's own words for "not now"; they come as a 400. */
const passing = new Set([
  'ThrottlingException',
  'TooManyRequestsException',
  // DynamoDB's.
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  // SQS's, and its KMS key's.
  'RequestThrottled',
  'KmsThrottled',
  // Application Auto Scaling's and EventBridge's: somebody else changes the same thing just now.
  'ConcurrentUpdateException',
  'ConcurrentModificationException',
]);

/**
 * Whether an AWS call may succeed when made again: throttled (ECS has no typed exception for it), 5xx, or no answer
 * at all. What AWS refused with another 4xx stays refused.
 */
export function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (passing.has(error.name)) return true;
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status === undefined || status >= 500;
}
