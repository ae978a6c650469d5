import { spawnSync } from 'node:child_process';
import type { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { root } from '../../infra/deploy/osls.ts';
import { appManifest, manifestLink, manifestProblems } from '../../infra/slack/manifest.ts';
import { commands } from '../../src/commands/registry.ts';

type SlackManifest = Parameters<WebClient['apps']['manifest']['create']>[0]['manifest'];

const url = 'https://a1b2.execute-api.eu-west-1.amazonaws.com/slack';
const manifest = appManifest(url, commands);

test('it is a manifest by the types of @slack/web-api, and within the limits', () => {
  const typed: SlackManifest = manifest;
  expect(typed.settings?.interactivity?.request_url).toBe(url);
  expect(manifestProblems(manifest)).toEqual([]);
});

test('a second stage has a slash command of its own', () => {
  const second = appManifest(url, commands, '/ecs-prod');
  expect(second.features.slash_commands.map(({ command }) => command)).toEqual(['/ecs-prod']);
  expect(manifestProblems(second)).toEqual([]);
});

test('everything that Slack sends goes to the one address', () => {
  expect(new Set(JSON.stringify(manifest).match(/https:\/\/[^"]+/g))).toEqual(new Set([url]));
});

test('it asks for what telling people apart needs, and is told when that changes', () => {
  expect(manifest.oauth_config.scopes.bot).toEqual(expect.arrayContaining(['users:read', 'usergroups:read']));
  expect(manifest.settings.event_subscriptions).toEqual({
    request_url: url,
    bot_events: ['user_change', 'subteam_members_changed', 'subteam_updated', 'app_mention', 'message.im'],
  });
});

test('the hint shows the commands that a person can type, and no other', () => {
  const [ecs] = manifest.features.slash_commands;
  const shown = commands.filter(({ hidden }) => !hidden).map(({ name }) => name);
  expect(ecs?.usage_hint).toBe(`[${shown.join('|')}]`);
  expect(shown).not.toContain('confirm');
});

test.each<[what: RegExp, change: (m: ReturnType<typeof appManifest>) => void]>([
  [
    /the name of the app has 36 characters; Slack takes 35/,
    (m) => Object.assign(m.display_information, { name: 'x'.repeat(36) }),
  ],
  [/the description of the app is empty/, (m) => Object.assign(m.display_information, { description: '' })],
  [
    /the usage hint of \/ecs has 1001/,
    (m) => Object.assign(m.features.slash_commands[0]!, { usage_hint: 'x'.repeat(1001) }),
  ],
  [/\/Ecs is no name/, (m) => Object.assign(m.features.slash_commands[0]!, { command: '/Ecs' })],
  [
    /subscribes to at most 100 events/,
    (m) => Object.assign(m.settings.event_subscriptions, { bot_events: new Array(101).fill('user_change') }),
  ],
  [
    /the address for events is empty/,
    (m) => Object.assign(m.settings.event_subscriptions, { request_url: '' }),
  ],
  [/background colour/, (m) => Object.assign(m.display_information, { background_color: 'red' })],
])('what Slack would refuse is said: %s', (what, change) => {
  const changed = structuredClone(manifest);
  change(changed);
  expect(manifestProblems(changed)).toEqual([expect.stringMatching(what)]);
});

test('npm run manifest prints it, and the link that holds the same', () => {
  const { stdout, status } = run(['--url', url]);
  expect(status).toBe(0);
  const link = /https:\/\/api\.slack\.com\/\S+/.exec(stdout)?.[0] ?? '';
  expect(JSON.parse(stdout.slice(0, stdout.indexOf('\n}\n') + 2))).toEqual(manifest);
  expect(JSON.parse(new URL(link).searchParams.get('manifest_json') ?? '')).toEqual(manifest);
  expect(link).toBe(manifestLink(manifest));
});

test.each([[[]], [['--url', 'http://example.com/slack']], [['--url']], [['url']]])(
  'npm run manifest with %j: one sentence, exit code 1',
  (args) => {
    const { stdout, stderr, status } = run(args);
    expect([stdout, status]).toEqual(['', 1]);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  },
);

function run(args: readonly string[]) {
  return spawnSync(process.execPath, ['infra/deploy/manifest.ts', ...args], { cwd: root, encoding: 'utf8' });
}
