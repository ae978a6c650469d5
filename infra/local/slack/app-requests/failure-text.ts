import type { AppAnswer } from './send-to-app.ts';

/** What the client shows beside an element whose request failed; undefined when it was acknowledged. */
export function failureText(answer: AppAnswer): string | undefined {
  if (answer.kind === 'ok') return undefined;
  if (answer.kind === 'timeout') return 'Operation timed out. Apps need to respond within 3 seconds.';
  if (answer.kind === 'http_error') return `This app responded with Status Code ${answer.status}.`;
  return 'This app could not be reached.';
}
