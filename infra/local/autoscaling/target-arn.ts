import { createHash } from 'node:crypto';

/** The ARN of a scalable target: its id says nothing of the service, and is the same when it is registered again. */
export function targetArn(
  place: { readonly accountId: string; readonly region: string },
  resourceId: string,
): string {
  const id = createHash('sha256').update(resourceId).digest('hex').slice(0, 36);
  return `arn:aws:application-autoscaling:${place.region}:${place.accountId}:scalable-target/${id}`;
}
