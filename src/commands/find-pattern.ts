import type { ECSClient } from '@aws-sdk/client-ecs';
import { findScope } from './find-scope.ts';

/** `shop/*`, `shop/web-*`, `*`: cluster and service, each with stars where anything may stand. */
const wildcard = /^(?:\*|[\w*-]{1,255}\/[\w*-]{1,255})$/;

/**
 * What is followed or muted: a pattern with stars as it is, a service's or cluster's name as the pattern of just that. Throws
 * Refusal for a name that does not exist.
 */
export async function findPattern(ecs: ECSClient, given: string): Promise<string> {
  if (given.includes('*') && wildcard.test(given)) return given;
  const { cluster, service } = await findScope(ecs, given);
  return `${cluster}/${service ?? '*'}`;
}
