import type { Service } from '../ecs/service.ts';
import { quote } from './blocks/quote.ts';
import { slackDate } from './blocks/slack-date.ts';
import type { Messages } from './messages/messages.ts';
import { shortenEvent } from './shorten-event.ts';

const shown = 5;

/** The last five service events with their times, under a heading. */
export function serviceEvents({ events }: Service, { replies: { service: words } }: Messages): string[] {
  const lines = events
    .slice(0, shown)
    .map(({ at, message }) => `${slackDate(at)}  ${quote(shortenEvent(message))}`);
  return [`*${words.events}*`, ...(lines.length > 0 ? lines : [words.noEvents])];
}
