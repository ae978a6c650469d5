import { errorResponse } from './error-response.ts';
import { ServiceError } from './service-error.ts';
import { toWireJson } from './to-wire-json.ts';
import type { WireResponse } from './wire.ts';

/** Runs an action and puts what comes of it on the wire: its output, its refusal, or a 500 for what is our own fault. */
export async function answerAction(
  what: {
    readonly service: string;
    readonly action: string;
    readonly contentType: string;
    readonly onFault: (fault: unknown) => void;
  },
  run: () => unknown,
): Promise<WireResponse> {
  const { service, action, contentType, onFault } = what;
  try {
    const output = await run();
    return { status: 200, headers: { 'content-type': contentType }, body: toWireJson(output ?? {}) };
  } catch (error) {
    if (error instanceof ServiceError) {
      const { status, fields } = error;
      return errorResponse(error.name, error.message, { status, fields, contentType });
    }
    onFault(error);
    return errorResponse('ServerException', `The local ${service} failed at ${action}.`, {
      status: 500,
      contentType,
    });
  }
}
