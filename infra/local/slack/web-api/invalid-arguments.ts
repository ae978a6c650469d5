import { SlackApiError } from './slack-api-error.ts';

/** `invalid_arguments`, with what is wrong in `response_metadata.messages`. */
export function invalidArguments(...messages: string[]): SlackApiError {
  return new SlackApiError('invalid_arguments', {
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });
}
