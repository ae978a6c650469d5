import type { Settings } from '../watches/settings.ts';
import type { SettingsStore } from './settings-store.ts';

/** Somebody who mutes a channel waits at most this long until every function knows. */
const freshMs = 10_000;

/** The settings, read again when the last reading is older than ten seconds. A failed reading is not kept. */
export function cachedSettings(store: SettingsStore, now: () => number): () => Promise<Settings> {
  let read: { readonly at: number; readonly settings: Promise<Settings> } | undefined;
  return () => {
    if (read !== undefined && now() - read.at < freshMs) return read.settings;
    const settings = store.load();
    const current = { at: now(), settings };
    read = current;
    settings.catch(() => {
      if (read === current) read = undefined;
    });
    return settings;
  };
}
