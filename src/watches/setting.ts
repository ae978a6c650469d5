import type { Language } from './languages.ts';
import type { Level } from './levels.ts';

/** A change of who hears what or in which language, as somebody asked for it. `pattern` is what `matchesPattern` takes. */
export type Setting =
  | { readonly type: 'watch'; readonly pattern: string; readonly level: Level }
  | { readonly type: 'unwatch'; readonly pattern: string }
  | { readonly type: 'mute'; readonly pattern: string; readonly forMs: number }
  | { readonly type: 'unmute'; readonly pattern: string }
  | { readonly type: 'language'; readonly language: Language };
