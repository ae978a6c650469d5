import { matchesPattern } from '../access/targets.ts';

/** A channel hears nothing new of some services for a while. */
export interface Mute {
  /** Slack channel id, C… */
  readonly channel: string;
  /** `shop/web`, `shop/*`, `*`: see `matchesPattern`. */
  readonly pattern: string;
  /** Epoch milliseconds. */
  readonly until: number;
  /** Slack user id, U… */
  readonly setBy: string;
  readonly setAt: number;
  /** Messages that were not posted because of it. */
  readonly suppressed: number;
}

/** The language in which a channel is told, as somebody set it there. */
export interface ChannelLanguage {
  /** Slack channel id, C… */
  readonly channel: string;
  readonly language: Language;
  /** Slack user id, U… */
  readonly setBy: string;
  /** Epoch milliseconds. */
  readonly setAt: number;
}

/** A channel follows services, as somebody asked in it. */
export interface Watch {
  /** Slack channel id, C… */
  readonly channel: string;
  /** `shop/web`, `shop/*`, `*`: see `matchesPattern`. */
  readonly pattern: string;
  readonly level: Level;
  /** Slack user id, U… */
  readonly setBy: string;
  /** Epoch milliseconds. */
  readonly setAt: number;
}

/** What people set in Slack about who hears what, and in which language. A mute stays here until its end was told. */
export interface Settings {
  readonly watches: readonly Watch[];
  readonly mutes: readonly Mute[];
  /** Of the channels that are told in another than the deployed language, or were set to it. */
  readonly languages: readonly ChannelLanguage[];
}

/** A change of who hears what or in which language, as somebody asked for it. `pattern` is what `matchesPattern` takes. */
export type Setting =
  | { readonly type: 'watch'; readonly pattern: string; readonly level: Level }
  | { readonly type: 'mute'; readonly pattern: string; readonly forMs: number }
  | { readonly type: 'unwatch' | 'unmute'; readonly pattern: string }
  | { readonly type: 'language'; readonly language: Language };

/** How much a channel may hear of a service: everything, problems alone, or nothing. */
export const levels = ['all', 'problems', 'none'] as const;

export type Level = (typeof levels)[number];

/** What the bot speaks. */
export const languages = ['en', 'ja'] as const;

export type Language = (typeof languages)[number];

/** The mute that keeps this target out of the channel now, the one that lasts longest; undefined when none does. */
export function activeMute(
  mutes: readonly Mute[],
  { channel, name, now }: { readonly channel: string; readonly name: string; readonly now: number },
): Mute | undefined {
  return mutes
    .filter((mute) => mute.channel === channel && mute.until > now && matchesPattern(mute.pattern, name))
    .sort((one, other) => other.until - one.until)[0];
}

/** The language of the deployment's setting; English where it has none or one that the bot does not speak. */
export function deployedLanguage(value: string | undefined): Language {
  return languages.find((each) => each === value) ?? 'en';
}
