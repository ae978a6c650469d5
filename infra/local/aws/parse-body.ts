import { ServiceError } from './service-error.ts';

/**
 * The JSON object in a request's body. An empty body is an empty object, and a `null` member counts as absent,
 * both as the AWS JSON protocols have it. Anything else throws SerializationException.
 */
export function parseBody(body: string): Record<string, unknown> {
  if (body.trim() === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(body, (_key, value: unknown) => (value === null ? undefined : value));
  } catch {
    throw new ServiceError('SerializationException', 'The request body is not valid JSON.');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new ServiceError('SerializationException', 'The request body must be a JSON object.');
  }
  return Object.fromEntries(Object.entries(parsed));
}
