/** A target as typed, taken apart: `name` alone may be a service of any cluster. */
export interface TypedTarget {
  readonly cluster?: string;
  readonly name: string;
}

const arn = /^arn:[^:]+:ecs:[^:]*:[^:]*:(?:service|task)\/(?:([^/]+)\/)?([^/]+)$/;

/** `shop/web`, `web`, or a service's or task's ARN (the old ARN form has no cluster in it). */
export function splitTarget(given: string): TypedTarget {
  const parts = arn.exec(given);
  const [cluster, name] = parts ? [parts[1], parts[2]] : splitAtSlash(given);
  return { ...(cluster ? { cluster } : {}), name: name ?? '' };
}

function splitAtSlash(given: string): [string | undefined, string] {
  const slash = given.indexOf('/');
  return slash === -1 ? [undefined, given] : [given.slice(0, slash), given.slice(slash + 1)];
}
