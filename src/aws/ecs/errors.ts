import { ECSServiceException } from '@aws-sdk/client-ecs';
import pMap from 'p-map';

/**
 * Calls `read` for each `size` items and joins the results, four calls at a time: ECS refills its rate limit for read calls at 20 a second for the
 * whole account, and the bot is not its only user.
 */
export async function inChunks<Item, Result>(
  items: readonly Item[],
  size: number,
  read: (chunk: Item[]) => Promise<Result[]>,
): Promise<Result[]> {
  const chunks = Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
  return (await pMap(chunks, read, { concurrency: 4 })).flat();
}

/** Whether ECS itself answered with this error, rather than another service or the network. */
export function isEcsError(error: unknown): boolean {
  return error instanceof ECSServiceException;
}

/** Each service's error codes for "not now"; they are sent as a 400. */
const passing = new Set([
  'ThrottlingException',
  'TooManyRequestsException',
  // DynamoDB's.
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  // SQS's, and its KMS key's.
  'RequestThrottled',
  'KmsThrottled',
  // Application Auto Scaling's and EventBridge's: somebody else is changing the same thing right now.
  'ConcurrentUpdateException',
  'ConcurrentModificationException',
]);

/** Whether an AWS call may succeed if repeated: throttled (ECS has no typed exception for it), 5xx, or no answer at all. Any other 4xx is final. */
export function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (passing.has(error.name)) return true;
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status === undefined || status >= 500;
}
