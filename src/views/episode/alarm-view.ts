import { section } from '../blocks/section.ts';
import { toMessage } from '../blocks/to-message.ts';
import type { Message } from '../message.ts';
import type { EpisodeWords } from './episode-words.ts';

/** One of the bot's own alarms, as a plain message. */
export function alarmView(
  alarm: {
    readonly name: string;
    readonly description: string;
    readonly state: 'ALARM' | 'OK';
    readonly reason: string;
  },
  messages: { readonly episodes: EpisodeWords },
): Message {
  const text = messages.episodes.alarm[alarm.state](alarm.name, alarm.description, alarm.reason);
  return toMessage(text, [section(text)]);
}
