import { answerAction } from './answer-action.ts';
import { matchRoute } from './match-route.ts';
import { parseBody } from './parse-body.ts';
import type { RestService } from './rest-service.ts';
import type { RestBackend } from './wire.ts';

const contentType = 'application/json';

/** Puts a RestService on the wire. A fault that is no ServiceError is answered 500 and handed to `onFault`. */
export function serveRest(service: RestService, onFault: (fault: unknown) => void): RestBackend {
  return {
    name: service.name,
    actions: Object.keys(service.actions),
    contentType,
    actionOf: (request) => matchRoute(service.routes, request)?.route.action,
    answer: (request, action) =>
      answerAction({ service: service.name, action, contentType, onFault }, () =>
        service.actions[action]?.({
          ...parseBody(request.body),
          ...matchRoute(service.routes, request)?.members,
        }),
      ),
  };
}
