import type { Mute } from './mute.ts';
import type { Watch } from './watch.ts';

/** What people set in Slack about who hears what. A mute stays here until its end was told. */
export interface Settings {
  readonly watches: readonly Watch[];
  readonly mutes: readonly Mute[];
}
