import { matchesPattern } from '../access/targets.ts';

/** A channel gets nothing new about some services for a while. */
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

/** The language of a channel's messages, as somebody set it there. */
export interface ChannelLanguage {
  /** Slack channel id, C… */
  readonly channel: string;
  readonly language: Language;
  /** Slack user id, U… */
  readonly setBy: string;
  /** Epoch milliseconds. */
  readonly setAt: number;
}

/** A channel follows services, as somebody set it there. */
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

/** What people set in Slack: which channel gets what, and in which language. A mute stays here until its end has been posted. */
export interface Settings {
  readonly watches: readonly Watch[];
  readonly mutes: readonly Mute[];
  /** Of the channels in which somebody set a language, even if it is the deployed one. */
  readonly languages: readonly ChannelLanguage[];
}

/** A change of which channel gets what, or in which language, as somebody asked for it. `pattern` is what `matchesPattern` takes. */
export type Setting =
  | { readonly type: 'watch'; readonly pattern: string; readonly level: Level }
  | { readonly type: 'mute'; readonly pattern: string; readonly forMs: number }
  | { readonly type: 'unwatch' | 'unmute'; readonly pattern: string }
  | { readonly type: 'language'; readonly language: Language };

/** How much a channel can get about a service: everything, only problems, or nothing. */
export const levels = ['all', 'problems', 'none'] as const;

export type Level = (typeof levels)[number];

/** The languages that the bot speaks. */
export const languages = ['en', 'ja'] as const;

export type Language = (typeof languages)[number];

/** The mute that keeps this target out of the channel now; of several, the one that lasts longest; undefined if there is none. */
export function activeMute(
  mutes: readonly Mute[],
  { channel, name, now }: { readonly channel: string; readonly name: string; readonly now: number },
): Mute | undefined {
  return mutes
    .filter((mute) => mute.channel === channel && mute.until > now && matchesPattern(mute.pattern, name))
    .sort((one, other) => other.until - one.until)[0];
}

/** The language in the deployment's settings; English if there is none or the bot does not speak it. */
export function deployedLanguage(value: string | undefined): Language {
  return languages.find((each) => each === value) ?? 'en';
}
