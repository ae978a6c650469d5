import type { SlackWorld } from '../slack-world.ts';
import { localIds } from '../workspace/local-ids.ts';

/** Slackbot tells one person something that nobody else sees. */
export function whisper(
  world: SlackWorld,
  channel: string,
  user: string,
  text: string,
  threadTs?: string,
): void {
  world.messages.post({
    ...{ channel, user: localIds.slackbot, text, visibleTo: user, isBot: false },
    ...(threadTs !== undefined && { threadTs }),
  });
}
