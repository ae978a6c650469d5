const throttles = new Set(['ThrottlingException', 'TooManyRequestsException']);

/**
 * Whether an AWS call may succeed when made again: throttled (ECS has no typed exception for it), 5xx, or no answer
 * at all. What AWS refused with another 4xx stays refused.
 */
export function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (throttles.has(error.name)) return true;
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status === undefined || status >= 500;
}
