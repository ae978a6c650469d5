import type { z } from 'zod';
import { ServiceError } from './service-error.ts';

/**
 * The request of an action, checked. A wrong JSON type throws SerializationException, as the real protocol layer does;
 * a wrong value throws `exception` and names the member.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: Record<string, unknown>,
  exception = 'InvalidParameterException',
): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const member = issue?.path.join('.') ?? '';
  const isMissing = issue?.code === 'invalid_type' && !hasMember(input, issue.path);
  if (isMissing)
    throw new ServiceError(
      exception,
      `Invalid parameter at '${member}' failed to satisfy constraint: 'Member must not be null'`,
    );
  if (issue?.code === 'invalid_type') {
    throw new ServiceError('SerializationException', `'${member}' must be ${issue.expected}.`);
  }
  throw new ServiceError(
    exception,
    `Invalid parameter at '${member}' failed to satisfy constraint: '${issue?.message ?? 'is not valid'}'`,
  );
}

function hasMember(input: unknown, path: readonly PropertyKey[]): boolean {
  let at = input;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !(key in at)) return false;
    at = Reflect.get(at, key);
  }
  return at !== undefined;
}
