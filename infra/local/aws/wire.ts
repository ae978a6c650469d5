import type { IncomingHttpHeaders } from 'node:http';
import type { ServiceError } from './service-error.ts';

/** One request as it came over the wire, its body read to the end. */
export interface WireRequest {
  readonly method: string;
  /** Path and query: `/schedules/return-1?groupName=default`; `/` for the protocols that name the action in a header. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Aborts when the client hangs up before it has its answer, as a stopped long poll does. */
  readonly gone: AbortSignal;
}

/** What goes back over the wire. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Whatever can answer the actions of one service. */
export interface Backend {
  readonly name: string;
  /** The actions it serves; any other one is refused before it gets here. */
  readonly actions: readonly string[];
  readonly contentType: string;
  /** A refusal in the service's own protocol; JSON's when absent. */
  refuse?(error: ServiceError): WireResponse;
  answer(request: WireRequest, action: string): Promise<WireResponse>;
}

/** A service that is named by the scope of the signature; method and path, or the form, say which action is meant. */
export interface RestBackend extends Backend {
  /** The action that is asked for; undefined when nothing of the service lies there. */
  actionOf(request: WireRequest): string | undefined;
}
