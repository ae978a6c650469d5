import type { Backend, RestBackend, WireRequest } from './wire.ts';

/** The services of the endpoint, by what names them in a request. */
export interface Backends {
  /** By the part of `X-Amz-Target` before the dot. */
  readonly byTarget: ReadonlyMap<string, Backend>;
  /** By the service in the scope of the request's signature. */
  readonly byScope: ReadonlyMap<string, RestBackend>;
}

/** Which service and action a request names; the service is undefined when there is none of that name. */
export interface NamedCall {
  readonly backend: Backend | undefined;
  readonly action: string;
  /** The words of the request itself, for a refusal: its target, or its method and path. */
  readonly words: string;
}

export function namedCall(request: WireRequest, { byTarget, byScope }: Backends): NamedCall {
  const target = request.headers['x-amz-target'];
  const rest = target === undefined ? byScope.get(signedFor(request)) : undefined;
  if (rest !== undefined) {
    const words = `${request.method} ${request.url}`;
    return { backend: rest, action: rest.actionOf(request) ?? words, words };
  }
  const words = String(target ?? '');
  const dot = words.lastIndexOf('.');
  return { backend: byTarget.get(words.slice(0, dot)), action: words.slice(dot + 1), words };
}

/** From `AWS4-HMAC-SHA256 Credential=<key>/20260101/us-east-1/scheduler/aws4_request, …`. */
function signedFor({ headers }: WireRequest): string {
  return /Credential=[^/]*\/[^/]*\/[^/]*\/([^/]*)\//.exec(headers.authorization ?? '')?.[1] ?? '';
}
