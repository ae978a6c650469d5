/** Whether a channel id is one person's direct messages with the bot. */
export function isDirect(channelId: string): boolean {
  return channelId.startsWith('D');
}
