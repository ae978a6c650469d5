import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SlackOptions } from './slack/slack-options.ts';

/** What the build wrote of the Slack app: its slash command, its scopes and events, and the words that the composer completes. */
export function readSlackApp(
  root: string,
): Pick<SlackOptions, 'slashCommands' | 'completions' | 'homeTab' | 'scopes' | 'botEvents'> {
  return JSON.parse(readFileSync(join(root, '.build/slack-app.json'), 'utf8'));
}
