import type { CommandDescription } from '../../src/commands/command.ts';
import { botScopes } from '../../src/slack/bot-scopes.ts';

/**
 * After the first three the bot asks Slack again who somebody is, and who is in a group; who mentions it or writes to it is told how to
 * ask.
 */
const EVENTS = [
  ...(['user_change', 'subteam_members_changed', 'subteam_updated'] as const),
  ...(['app_mention', 'message.im'] as const),
];

/**
 * The Slack app's manifest: one slash command, buttons, a few events, and the scopes that they need.
 * `url` is where the bot answers, `https://….amazonaws.com/slack`; `command` the slash command's name.
 */
export function appManifest(url: string, commands: readonly CommandDescription[], command = '/ecs') {
  const names = commands.filter(({ hidden }) => !hidden).map(({ name }) => name);
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'ECS Ops Bot',
      description: 'Operate Amazon ECS from Slack: scale, stop, look and understand.',
      background_color: '#232f3e',
    },
    features: {
      // Without the messages tab nobody can open a direct message with the bot, nor type /ecs in it.
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'ecs', always_online: true },
      slash_commands: [
        {
          command,
          url,
          description: 'Operate Amazon ECS',
          usage_hint: `[${names.join('|')}]`,
          // A person whom somebody mentions comes with the id: names are not unique.
          should_escape: true,
        },
      ],
    },
    oauth_config: { scopes: { bot: [...botScopes] } },
    settings: {
      event_subscriptions: { request_url: url, bot_events: EVENTS },
      interactivity: { is_enabled: true, request_url: url },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
}
