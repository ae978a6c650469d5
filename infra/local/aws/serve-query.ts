import { parseForm } from './parse-form.ts';
import type { QueryService } from './query-service.ts';
import { ServiceError } from './service-error.ts';
import { toXml } from './to-xml.ts';
import type { RestBackend, WireResponse } from './wire.ts';

const contentType = 'text/xml';

/** Puts a QueryService on the wire. A fault that is no ServiceError is answered 500 and handed to `onFault`. */
export function serveQuery(service: QueryService, onFault: (fault: unknown) => void): RestBackend {
  const { name, namespace, actions } = service;
  const refuse = ({ name: Code, message: Message, status }: ServiceError): WireResponse => ({
    status,
    headers: { 'content-type': contentType },
    body: `<ErrorResponse xmlns="${namespace}">${toXml({
      Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code, Message },
      RequestId: 'local',
    })}</ErrorResponse>`,
  });
  return {
    name,
    actions: Object.keys(actions),
    contentType,
    refuse,
    actionOf: ({ body }) => new URLSearchParams(body).get('Action') ?? undefined,
    async answer({ body }, action) {
      try {
        const output = await actions[action]?.(parseForm(body));
        const result = `<${action}Result>${toXml(output)}</${action}Result>`;
        const metadata = '<ResponseMetadata><RequestId>local</RequestId></ResponseMetadata>';
        return {
          status: 200,
          headers: { 'content-type': contentType },
          body: `<${action}Response xmlns="${namespace}">${result}${metadata}</${action}Response>`,
        };
      } catch (error) {
        if (error instanceof ServiceError) return refuse(error);
        onFault(error);
        return refuse(new ServiceError('InternalFailure', `The local ${name} failed at ${action}.`, 500));
      }
    },
  };
}
