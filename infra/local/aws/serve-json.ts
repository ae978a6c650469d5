import type { AwsService } from './aws-service.ts';
import { errorResponse } from './error-response.ts';
import { parseBody } from './parse-body.ts';
import { ServiceError } from './service-error.ts';
import { toWireJson } from './to-wire-json.ts';
import type { Backend } from './wire.ts';

/** Puts an AwsService on the wire. A fault that is no ServiceError is answered 500 and handed to `onFault`. */
export function serveJson(service: AwsService, onFault: (fault: unknown) => void): Backend {
  const contentType = `application/x-amz-json-${service.jsonVersion}`;
  return {
    name: service.name,
    actions: Object.keys(service.actions),
    contentType,
    async answer(request, action) {
      const run = service.actions[action];
      try {
        const output = await run?.(parseBody(request.body));
        return { status: 200, headers: { 'content-type': contentType }, body: toWireJson(output ?? {}) };
      } catch (error) {
        if (error instanceof ServiceError) {
          const { status, fields } = error;
          return errorResponse(error.name, error.message, { status, fields, contentType });
        }
        onFault(error);
        return errorResponse('ServerException', `The local ${service.name} failed at ${action}.`, {
          status: 500,
          contentType,
        });
      }
    },
  };
}
