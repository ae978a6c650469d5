import type { WatchesReply } from '../commands/watches.ts';
import { context } from './blocks/context.ts';
import { header } from './blocks/header.ts';
import { lineButton } from './blocks/line-button.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import type { ViewContext } from './view-context.ts';

/** `/ecs watches`: a line for each watch, each mute and each channel's language; those of this channel have a button that ends them. */
export function watchesView(reply: WatchesReply, messages: Messages, { shared }: ViewContext): Message {
  const words = messages.settings.watches;
  const ending = (
    command: 'unwatch' | 'unmute',
    { channel, pattern }: { channel: string; pattern: string },
  ) =>
    shared || channel !== reply.channelId
      ? undefined
      : lineButton(words[command], `${command} ${pattern}`, `${command}:${pattern}`.slice(0, 200));
  const rows = [
    ...reply.watches.map((each) => ({
      text: words.watch(each.channel, each.pattern, each.level),
      button: ending('unwatch', each),
    })),
    ...reply.mutes.map((each) => ({
      text: words.mute(each.channel, each.pattern, new Date(each.until), each.heldBack),
      button: ending('unmute', each),
    })),
  ];
  const more = reply.hidden > 0 ? [words.hidden(reply.hidden)] : [];
  const languages = reply.languages.map(({ channel, language }) => words.language(channel, language));
  const none = rows.length === 0 ? [words.none] : [];
  const lines = [...none, ...rows.map(({ text }) => text), ...languages, ...more];
  return toMessage([words.title, ...lines, words.tags].join('\n'), [
    header(words.title),
    ...none.map((text) => section(text)),
    ...rows.map(({ text, button }) => section(text, button)),
    ...(languages.length === 0 ? [] : [section(languages.join('\n'))]),
    context([...more, words.tags].join('  ·  ')),
  ]);
}
