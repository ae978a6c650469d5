import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usage } from '../../src/commands/line/command.ts';
import { commands } from '../../src/commands/registry.ts';
import { en } from '../../src/messages/en/index.ts';
import { ja } from '../../src/messages/ja/index.ts';
import { wordOf } from '../../src/messages/mrkdwn.ts';
import { appManifest } from '../slack/manifest.ts';
import { replaceFile } from './replace-file.ts';

const BUILD = fileURLToPath(new URL('../../.build/', import.meta.url));

/** Writes `.build/slack-app.json`: what the local Slack must know about the app, since it may not import the bot's code. */
export async function writeSlackApp(): Promise<void> {
  const { features, oauth_config, settings } = appManifest('http://127.0.0.1/slack', commands);
  const slashCommands = features.slash_commands.map(
    ({ command, description, usage_hint, should_escape }) => ({
      command,
      description,
      usageHint: usage_hint,
      escapes: should_escape,
    }),
  );
  const completions = commands
    .filter(({ hidden }) => !hidden)
    .map((command) => {
      const [, ...words] = usage(command).split(' ');
      const describe = ({ commands: texts }: typeof en) => [...words, wordOf(texts, command.name)].join(' ');
      return { text: command.name, description: describe(en), inJapanese: describe(ja) };
    });
  const scopes = oauth_config.scopes.bot;
  const botEvents = settings.event_subscriptions.bot_events;
  const homeTab = features.app_home.home_tab_enabled;
  await replaceFile(
    join(BUILD, 'slack-app.json'),
    JSON.stringify({ slashCommands, completions, homeTab, scopes, botEvents }, null, 2),
  );
}
