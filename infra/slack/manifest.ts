import type { CommandDescription } from '../../src/commands/line/command.ts';
import { botScopes } from '../../src/slack/client.ts';

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

/** Slack's page that makes an app of this manifest in one click. */
export function manifestLink(manifest: object): string {
  return `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifest))}`;
}

/** Limits of Slack's manifest schema, in characters; what is longer is refused when the app is created. */
const limits = {
  name: 35,
  description: 140,
  displayName: 80,
  command: 32,
  commandDescription: 2000,
  usageHint: 1000,
  url: 3000,
  commands: 50,
  events: 100,
};

/** What Slack would refuse in the manifest, a sentence each; nothing when it is fine. */
export function manifestProblems(manifest: ReturnType<typeof appManifest>): string[] {
  const { display_information: shown, features, settings } = manifest;
  const texts: [what: string, text: string, limit: number][] = [
    ['the name of the app', shown.name, limits.name],
    ['the description of the app', shown.description, limits.description],
    ["the bot's display name", features.bot_user.display_name, limits.displayName],
    ['the address for events', settings.event_subscriptions.request_url, limits.url],
    ['the address for buttons', settings.interactivity.request_url, limits.url],
    ...features.slash_commands.flatMap(({ command, description, usage_hint, url }) => [
      ['the name of a command', command, limits.command] as [string, string, number],
      [`the description of ${command}`, description, limits.commandDescription] as [string, string, number],
      [`the usage hint of ${command}`, usage_hint, limits.usageHint] as [string, string, number],
      [`the address of ${command}`, url, limits.url] as [string, string, number],
    ]),
  ];
  return [
    ...texts.flatMap(([what, text, limit]) => {
      if (text.length === 0) return [`${what} is empty.`];
      return text.length > limit ? [`${what} has ${text.length} characters; Slack takes ${limit}.`] : [];
    }),
    ...features.slash_commands
      .filter(({ command }) => !/^\/[a-z0-9_-]+$/.test(command))
      .map(({ command }) => `${command} is no name of a command: a slash, then small letters and digits.`),
    ...(features.slash_commands.length > limits.commands ? ['an app has at most 50 slash commands.'] : []),
    ...(settings.event_subscriptions.bot_events.length > limits.events
      ? ['an app subscribes to at most 100 events.']
      : []),
    ...(/^#([0-9a-f]{3}){1,2}$/i.test(shown.background_color)
      ? []
      : ['the background colour is not #rrggbb.']),
  ];
}
