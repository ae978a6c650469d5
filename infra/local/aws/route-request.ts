import { callerIdentity } from './caller-identity.ts';
import { errorResponse } from './error-response.ts';
import type { Backend, WireRequest, WireResponse } from './wire.ts';

/** What became of a request: which service and action it named, and the answer. */
export interface Routed {
  readonly service: string;
  readonly action: string;
  readonly response: WireResponse;
}

/** Finds the service that `X-Amz-Target` names and lets it answer. Credentials are required, but any will do. */
export async function routeRequest(
  request: WireRequest,
  backends: ReadonlyMap<string, Backend>,
  accountId: string,
): Promise<Routed> {
  const target = String(request.headers['x-amz-target'] ?? '');
  const dot = target.lastIndexOf('.');
  const backend = backends.get(target.slice(0, dot));
  const action = target.slice(dot + 1);
  const contentType = backend?.contentType ?? 'application/x-amz-json-1.1';
  const refuse = (name: string, message: string): Routed => ({
    service: backend?.name ?? 'unknown',
    action,
    response: errorResponse(name, message, { contentType }),
  });

  if (request.method !== 'POST') {
    return refuse(
      'UnknownOperationException',
      'This is a local AWS endpoint: point an SDK or the AWS CLI here.',
    );
  }
  if (request.headers.authorization === undefined) {
    return refuse('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  if (target === '') return callerIdentity(request.body, accountId);
  if (backend === undefined) {
    return refuse('UnknownOperationException', `No local AWS service answers to '${target}'.`);
  }
  if (!backend.actions.includes(action)) {
    return refuse('UnknownOperationException', `The local ${backend.name} does not support ${action}.`);
  }
  return { service: backend.name, action, response: await backend.answer(request, action) };
}
