import type { SettingsStore } from '../store/settings-store.ts';
import type { Messages } from '../views/messages/messages.ts';
import type { MessagesFor } from '../views/messages/messages-for.ts';
import type { Language } from '../watches/languages.ts';

/** The catalogue of a channel: of the language that was set in it, else of the deployed one. */
export type ChannelMessages = (channel: string) => Promise<Messages>;

export function channelMessages(
  settings: Pick<SettingsStore, 'getLanguage'>,
  deployed: Language,
  messagesFor: MessagesFor,
): ChannelMessages {
  return async (channel) => messagesFor((await settings.getLanguage(channel))?.language ?? deployed);
}
