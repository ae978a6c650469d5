import type { WatchesReply } from '../commands/watches.ts';
import type { Mute } from '../watches/mute.ts';
import type { Watch } from '../watches/watch.ts';
import { context } from './blocks/context.ts';
import { header } from './blocks/header.ts';
import { lineButton } from './blocks/line-button.ts';
import { paragraphs } from './blocks/paragraphs.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import type { ViewContext } from './view-context.ts';

/**
 * `/ecs watches`: this channel's watches and mutes a row each, with a button for whoever may end it; those of the others folded into
 * one paragraph, and after them each channel's language.
 */
export function watchesView(reply: WatchesReply, messages: Messages, { shared }: ViewContext): Message {
  const words = messages.settings.watches;
  const { channelId, watches, mutes, may } = reply;
  const row = (command: 'unwatch' | 'unmute', { channel, pattern }: Watch | Mute, text: string) => {
    const hasButton = !shared && channel === channelId && may[command].includes(pattern);
    const id = `${command}:${pattern}`.slice(0, 200);
    const button = hasButton ? lineButton(words[command], `${command} ${pattern}`, id) : undefined;
    return { isHere: channel === channelId, text, button };
  };
  const rows = [
    ...watches.map((each) => row('unwatch', each, words.watch(each.channel, each.pattern, each.level))),
    ...mutes.map((each) =>
      row('unmute', each, words.mute(each.channel, each.pattern, new Date(each.until), each.heldBack)),
    ),
  ];
  const here = rows.filter(({ isHere }) => isHere);
  const elsewhere = rows.filter((each) => !here.includes(each)).map(({ text }) => text);
  const more = reply.hidden > 0 ? [words.hidden(reply.hidden)] : [];
  const languages = reply.languages.map(({ channel, language }) => words.language(channel, language));
  const none = rows.length === 0 ? [words.none] : [];
  const lines = [...none, ...here.map(({ text }) => text), ...elsewhere, ...languages, ...more, words.tags];
  return toMessage([words.title, ...lines].join('\n'), [
    header(words.title),
    ...none.map((text) => section(text)),
    ...here.map(({ text, button }) => section(text, button)),
    ...paragraphs(elsewhere),
    ...paragraphs(languages),
    context([...more, words.tags].join('  ·  ')),
  ]);
}
