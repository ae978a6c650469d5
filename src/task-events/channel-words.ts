import type { Messages } from '../views/messages/messages.ts';
import type { World } from './world.ts';

/** The catalogue of each channel. */
export type ChannelWords = (channel: string) => Messages;

/** In which words each channel is told: of the language that was set in it, else of the deployed one. */
export async function channelWords({
  readSettings,
  language,
  messagesFor,
}: Pick<World, 'readSettings' | 'language' | 'messagesFor'>): Promise<ChannelWords> {
  const { languages } = await readSettings();
  const set = new Map(languages.map((each) => [each.channel, each.language]));
  return (channel) => messagesFor(set.get(channel) ?? language);
}
