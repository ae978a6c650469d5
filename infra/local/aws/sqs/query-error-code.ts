const UNPREFIXED = /^(Invalid(Parameter|Attribute)|Missing|QueueAlreadyExists|ReceiptHandleIsInvalid)/;

/**
 * The `x-amzn-query-error` header as SQS sends it. Only some codes carry the prefix AWS.SimpleQueueService (see the
 * error traits of its API model); fauxqs puts it before every one, and the SDK takes it into the error's name.
 */
export function queryErrorCode(header: string): string {
  const code = header
    .replace(/^AWS\.SimpleQueueService\./, '')
    .replace(/^QueueNameExists/, 'QueueAlreadyExists');
  return UNPREFIXED.test(code) ? code : `AWS.SimpleQueueService.${code}`;
}
