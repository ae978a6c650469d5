import { expect, test } from 'vitest';
import { usage } from '../../../src/commands/line/command.ts';
import { readArguments, splitLine } from '../../../src/commands/line/dispatch.ts';
import { commands } from '../../../src/commands/registry.ts';
import { commandSummaries } from '../../../src/messages/en/commands.ts';
import { wordOf } from '../../../src/messages/mrkdwn.ts';

const shown = commands.filter(({ hidden }) => !hidden);

test('names are unique, and buttons’ commands are hidden', () => {
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  expect(commands.filter(({ hidden }) => hidden).map(({ name }) => name)).toEqual([
    'undo',
    'confirm',
    'cancel',
  ]);
});

test.each(shown)('$name has a summary, and examples of its own usage', (command) => {
  expect(wordOf(commandSummaries, command.name)).toMatch(/\S/);
  for (const example of command.examples) {
    const [name, ...rest] = splitLine(example);
    expect(name).toBe(command.name);
    expect(() => readArguments(command, rest)).not.toThrow();
  }
});

test('every read can be shared but a log and the lesson, which the channel sees anyway; and only reads', () => {
  const sharing = commands.filter(({ flags }) => flags.some(({ name }) => name === 'share'));
  const reads = shown.filter(({ kind, name }) => kind === 'read' && !['logs', 'hands-on'].includes(name));
  expect(sharing.map(({ name }) => name)).toEqual(reads.map(({ name }) => name));
});

test('usage lines', () => {
  expect(shown.map(usage)).toEqual([
    'help [command] [--share]',
    'clusters [--share]',
    'services [cluster] [--share]',
    'service <cluster/service> [--share]',
    'deployments <cluster/service> [count] [--share]',
    'tasks <cluster|cluster/service|task> [--stopped] [--share]',
    'why [task|cluster/service] [--share]',
    'logs <task|cluster/service> [count]',
    'events <cluster/service> [--since <30m|2h|1d>] [--share]',
    'images <repository|cluster/service> [count] [--cluster <cluster>] [--share]',
    'push-commands <repository> [--share]',
    'task-definition <family[:revision]> [--diff <revision>] [--share]',
    'whoami [--share]',
    'doctor [--share]',
    'audit [@user] [cluster/service] [24h] [--share]',
    'scale <cluster/service> <n|+n|-n> [for 2h] [--move-bound] [--pause <1h>] [--dry-run] [because <reason>]',
    'stop-task <cluster/service|task> [--dry-run] [because <reason>]',
    'drill <cluster/service> [--dry-run] [because <reason>]',
    'deploy <cluster/service> <tag|image|family:revision> [--container <name>] [--dry-run] [because <reason>]',
    'restart <cluster/service> [--dry-run] [because <reason>]',
    'rollback <cluster/service> [revision] [--dry-run] [because <reason>]',
    'continue <cluster/service> [--action <rollback>] [--dry-run] [because <reason>]',
    'freeze <cluster|cluster/service|cluster/*> [for 2d|until Mon 09:00] because <reason>',
    'unfreeze <cluster|cluster/service|cluster/*>',
    'freezes [--share]',
    'hands-on [next|again]',
    'create-repository <name> [--dry-run] [because <reason>]',
    'create-cluster [name] [--dry-run] [because <reason>]',
    'register-task-definition <family> <image|repository:tag> [--cpu <256>] [--memory <512>] [--port <80>] [--dry-run] [because <reason>]',
    'create-service <cluster/service> <family[:revision]> [--count <2>] [--dry-run] [because <reason>]',
    'delete-service <cluster/service> [--dry-run] [because <reason>]',
    'delete-cluster <cluster> [--dry-run] [because <reason>]',
    'watch <cluster|cluster/service|cluster/*> [all|problems|none]',
    'watches [--share]',
    'unwatch <cluster|cluster/service|cluster/*>',
    'mute <cluster|cluster/service|cluster/*> [30m|2h|1d]',
    'unmute <cluster|cluster/service|cluster/*>',
    'language <en|ja>',
  ]);
});
