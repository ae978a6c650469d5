import { cut } from './cut.ts';
import { escapeText } from './escape-text.ts';

/** What the bot itself gives ECS as a stop's reason, and nothing else in it. */
const ownReason = /^((?:Stopped|Drill) from Slack by )([UW][A-Z0-9]{5,20})$/;

/**
 * A sentence from outside (a stopped reason, a service event): escaped, on one line, at most 300 characters. A stop's reason by this bot
 * shows its person, for nobody knows another by an id.
 */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const [, words, userId] = ownReason.exec(line) ?? [];
  return userId === undefined ? escapeText(cut(line, 300)) : `${words}<@${userId}>`;
}
