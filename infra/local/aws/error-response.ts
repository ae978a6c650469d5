import type { WireResponse } from './wire.ts';

/** A refusal in the form that all AWS JSON protocols share; `name` is the exception that the SDK will throw. */
export function errorResponse(
  name: string,
  message: string,
  { status = 400, fields = {}, contentType = 'application/x-amz-json-1.1' } = {},
): WireResponse {
  return {
    status,
    headers: { 'content-type': contentType, 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, message, ...fields }),
  };
}
