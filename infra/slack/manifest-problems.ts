import type { appManifest } from './app-manifest.ts';

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
