import { answerAction } from './answer-action.ts';
import type { AwsService } from './aws-service.ts';
import { parseBody } from './parse-body.ts';
import type { Backend } from './wire.ts';

/** Puts an AwsService on the wire. A fault that is no ServiceError is answered 500 and handed to `onFault`. */
export function serveJson(service: AwsService, onFault: (fault: unknown) => void): Backend {
  const contentType = `application/x-amz-json-${service.jsonVersion}`;
  return {
    name: service.name,
    actions: Object.keys(service.actions),
    contentType,
    answer: (request, action) =>
      answerAction({ service: service.name, action, contentType, onFault }, () =>
        service.actions[action]?.(parseBody(request.body)),
      ),
  };
}
