import { ServiceError } from '../service-error.ts';

const MAX_ID_CHARACTERS = 128;

/** Refuses what SQS refuses in a message to send and fauxqs lets through; true to the limits of SendMessage. */
export function refuseMessage(message: Record<string, unknown>, isFifo: boolean): void {
  const { DelaySeconds: delay, MessageGroupId: group, MessageDeduplicationId: deduplication } = message;
  if (delay !== undefined && !(Number.isInteger(delay) && Number(delay) >= 0 && Number(delay) <= 900)) {
    refuse(
      `Value ${String(delay)} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  }
  for (const [name, id] of Object.entries({ MessageGroupId: group, MessageDeduplicationId: deduplication })) {
    if (id === undefined || /^[!-~]{1,128}$/.test(String(id))) continue;
    refuse(
      `Value ${String(id)} for parameter ${name} is invalid. Reason: ${name} can only include alphanumeric and punctuation characters. 1 to ${MAX_ID_CHARACTERS} in length.`,
    );
  }
  if (deduplication !== undefined && !isFifo) {
    refuse(
      `Value ${String(deduplication)} for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.`,
    );
  }
}

function refuse(reason: string): never {
  throw new ServiceError('InvalidParameterValue', reason);
}
