import type { Service } from '../ecs/service.ts';
import { quote } from './blocks/quote.ts';
import { slackDate } from './blocks/slack-date.ts';
import type { Messages } from './messages/messages.ts';

const shown = 5;

/** The last five service events with their times, under a heading. */
export function serviceEvents({ events }: Service, { replies: { service: words } }: Messages): string[] {
  const lines = events
    .slice(0, shown)
    .map(({ at, message }) => `${slackDate(at)}  ${quote(shorten(message))}`);
  return [`*${words.events}*`, ...(lines.length > 0 ? lines : [words.noEvents])];
}

/** Without `(service web)`, which the title says already, and with names in place of ARNs and long ids. */
function shorten(message: string): string {
  return message
    .replace(/^\(service [^)]*\) /, '')
    .replace(/arn:[^\s()]*:targetgroup\/([^\s()/]+)\/[^\s()]+/g, '$1')
    .replace(/\b([0-9a-f]{8})[0-9a-f]{24}\b/g, '$1');
}
