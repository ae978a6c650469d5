import type { Setting } from '../watches/setting.ts';
import { context } from './blocks/context.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

/** A setting that somebody made, and what there is to say of it. */
export interface MadeSetting {
  readonly setting: Setting;
  /** Slack user id, U… */
  readonly userId: string;
  /** The end of a mute, epoch milliseconds. */
  readonly until: number;
  /** What the mute that ends held back. */
  readonly heldBack: number;
}

/** Tells the channel what it hears from now on, and who set it. */
export function settingView({ setting, userId, until, heldBack }: MadeSetting, messages: Messages): Message {
  const words = messages.settings;
  const pattern = setting.type === 'language' ? '' : setting.pattern;
  const [text, hint] = {
    watch: () => [
      words.watched(userId, pattern, setting.type === 'watch' ? setting.level : 'problems'),
      words.watchHint(pattern),
    ],
    unwatch: () => [words.unwatched(userId, pattern), words.unwatchHint],
    mute: () => [words.muted(userId, pattern, new Date(until)), words.muteHint(pattern)],
    unmute: () => [words.unmuted(userId, pattern), words.heldBack(heldBack)],
    language: () => [words.languageSet(userId), words.languageHint],
  }[setting.type]() as [string, string];
  return toMessage(messages.sentences([text, hint]), [section(text), context(hint)]);
}
