import type { Language } from './languages.ts';

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
