import type { ChannelLanguage } from './channel-language.ts';
import type { Mute } from './mute.ts';
import type { Watch } from './watch.ts';

/** What people set in Slack about who hears what, and in which language. A mute stays here until its end was told. */
export interface Settings {
  readonly watches: readonly Watch[];
  readonly mutes: readonly Mute[];
  /** Of the channels that are told in another than the deployed language, or were set to it. */
  readonly languages: readonly ChannelLanguage[];
}
