import type { Service } from '../ecs/service.ts';
import { quote } from './blocks/quote.ts';
import { slackDate } from './blocks/slack-date.ts';
import type { Messages } from './messages/messages.ts';
import { shortenEvent } from './shorten-event.ts';

const shown = 5;

/** The last five service events with their times, under a heading; several that say the same one after the other are one with their count. */
export function serviceEvents(
  { cluster, name, events }: Service,
  { command, replies: { service: words } }: Messages,
): string[] {
  const all = folded(events.map(({ at, message }) => ({ at, text: shortenEvent(message) })));
  const lines = all
    .slice(0, shown)
    .map(({ at, text, times }) => `${slackDate(at)}  ${quote(text)}${times > 1 ? `  ×${times}` : ''}`);
  return [
    `*${words.events}*`,
    ...(lines.length > 0 ? lines : [words.noEvents]),
    ...(all.length > shown ? [words.moreEvents(`${command} events ${cluster}/${name}`)] : []),
  ];
}

/** Newest first, as they come: of equal ones the newest stays. */
function folded(events: readonly { readonly at: Date; readonly text: string }[]) {
  const kept: { at: Date; text: string; times: number }[] = [];
  for (const event of events) {
    const last = kept.at(-1);
    if (last?.text === event.text) last.times += 1;
    else kept.push({ ...event, times: 1 });
  }
  return kept;
}
