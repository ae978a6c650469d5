import type { WatchesReply } from '../commands/notifications.ts';
import type { Messages } from '../messages/en/index.ts';
import type { Mute, Setting, Watch } from '../notifications/settings.ts';
import {
  context,
  header,
  lineButton,
  type Message,
  paragraphs,
  section,
  toMessage,
  type ViewContext,
} from './blocks.ts';

/** Tells a channel that a mute has ended, and how many messages it suppressed. */
export function muteEndView(
  pattern: string,
  suppressed: number,
  { settings: words, sentences }: Pick<Messages, 'settings' | 'sentences'>,
): Message {
  const text = sentences([words.muteEnded(pattern), words.suppressed(suppressed)]);
  return toMessage(text, [section(text)]);
}

/** A setting that somebody changed, and what to say about it. */
interface MadeSetting {
  readonly setting: Setting;
  /** Slack user id, U… */
  readonly userId: string;
  /** The end of a mute, epoch milliseconds. */
  readonly until: number;
  /** The number of messages suppressed by the mute that ends. */
  readonly suppressed: number;
}

/** Tells the channel what it will get from now on, and who set it. */
export function settingView(
  { setting, userId, until, suppressed }: MadeSetting,
  messages: Messages,
): Message {
  const words = messages.settings;
  const pattern = setting.type === 'language' ? '' : setting.pattern;
  const [text, hint] = {
    watch: () => [
      words.watched(userId, pattern, setting.type === 'watch' ? setting.level : 'problems'),
      words.watchHint(pattern),
    ],
    unwatch: () => [words.unwatched(userId, pattern), words.unwatchHint],
    mute: () => [words.muted(userId, pattern, new Date(until)), words.muteHint(pattern)],
    unmute: () => [words.unmuted(userId, pattern), words.suppressed(suppressed)],
    language: () => [words.languageSet(userId), words.languageHint],
  }[setting.type]() as [string, string];
  return toMessage(messages.sentences([text, hint]), [section(text), context(hint)]);
}

/**
 * `/ecs watches`: this channel's watches and mutes, one row each, with a button for those who may end it; other channels' folded into one paragraph,
 * and then each channel's language.
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
      row('unmute', each, words.mute(each.channel, each.pattern, new Date(each.until), each.suppressed)),
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
