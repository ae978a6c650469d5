import { spawnSync } from 'node:child_process';
import { ECRClient } from '@aws-sdk/client-ecr';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pushCommands } from '../../../src/commands/images.ts';
import type { CommandContext } from '../../../src/commands/line/command.ts';
import { type HandsOnProgress, handsOnNames, type StepId } from '../../../src/hands-on/hands-on.ts';
import { en } from '../../../src/messages/en/index.ts';
import { stepDetails } from '../../../src/views/hands-on/steps.ts';
import { allThere, without } from '../../helpers/sample-lesson.ts';

// What the bot prints for a shell is read back by one: every value that came from outside is one word of one command, whatever is in it.

const programs = ['docker', 'aws', 'npm', 'curl'];
// Both sides of a pipe run at once, and bash writes out at each line's end: a command is written as one line.
const prelude = programs.map(
  (name) =>
    `${name}() { local line; printf -v line '%s\\x1f' ${name} "$@"; printf '%s\\x01' "\${line//$'\\n'/$'\\x02'}" >&3; }`,
);

/** The commands that bash makes of these lines, each with its words. There is no other program to find. */
const readByShell = (lines: readonly string[]) => readEachByShell([lines])[0] ?? [];

/** The same of several: one bash reads them all, and says where the next begin. */
function readEachByShell(lists: readonly (readonly string[])[]): string[][][] {
  const script = [...prelude, ...lists.flatMap((lines) => [...lines, "printf '\\x04' >&3"])].join('\n');
  const options = { encoding: 'utf8', env: { PATH: '/nowhere' }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] };
  const { stderr, status, output } = spawnSync('/bin/bash', ['-c', script], options as never);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const seen = String(output[3] ?? '').split('\x04');
  expect(seen.length).toBe(lists.length + 1);
  return seen.slice(0, -1).map((one) =>
    one
      .split('\x01')
      .filter((command) => command !== '')
      .map((command) => command.split('\x1f').slice(0, -1))
      .map((parts) => parts.map((part) => part.replaceAll('\x02', '\n'))),
  );
}

const hostile = [
  ...[
    'x; curl http://evil',
    'x && id',
    'x | sh',
    '$(id)',
    '`id`',
    "x' ; id ; '",
    'x" ; id ; "',
    '$HOME',
    '~',
  ],
  ...[
    'x #',
    '*',
    '--force',
    'x\nid',
    'x\\',
    '!!',
    '<(id)',
    '> /tmp/x',
    'x&',
    '',
    'shop web',
    '{a,b}',
    'ä; id',
  ],
];
const words = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ maxLength: 12, unit: fc.constantFrom(...'ab \'"$`\\;|&<>()*?~#!\n{}[]=-') }),
);
const lines = (id: StepId, lesson: HandsOnProgress) =>
  stepDetails(id, lesson, en).flatMap((part) =>
    part.type === 'lines' ? part.lines.filter((line) => !line.startsWith(en.command)) : [],
  );

test('every line of a lesson holds region, endpoint and names as words', () => {
  fc.assert(
    fc.property(words, words, words, fc.constantFrom(1, 2), (region, endpoint, name, place) => {
      const names = { ...handsOnNames(place), family: name, repository: name };
      const known = { ...allThere, taskDefinition: { ...allThere.taskDefinition, name: `${name}:7` } };
      const lesson = {
        userId: 'U0OPERATOR',
        place,
        names,
        memory: {},
        steps: [],
        where: { region, endpoint },
        facts: known as HandsOnProgress['facts'],
      } as unknown as HandsOnProgress;
      const bare = { ...lesson, facts: without(lesson.facts, 'network') };
      const local = ['--endpoint', endpoint];
      const aws = ['--region', region, '--endpoint-url', endpoint];
      const onAws = { ...bare, where: { region } };
      const read = readEachByShell([
        lines('repository', lesson),
        lines('network', bare),
        lines('clean-up', lesson),
        lines('network', onAws),
      ]);
      expect(read).toEqual([
        [['npm', 'run', 'hands-on', '--', 'push', name, ...local]],
        [['npm', 'run', 'hands-on', '--', 'up', '--lesson', ...local]],
        place === 1
          ? [['npm', 'run', 'hands-on', '--', 'down', ...local]]
          : [
              ['aws', 'ecr', 'delete-repository', '--repository-name', name, '--force', ...aws],
              ['aws', 'ecs', 'deregister-task-definition', '--task-definition', `${name}:7`, ...aws],
            ],
        [['npm', 'run', 'hands-on', '--', 'up', '--lesson', '--region', region]],
      ]);
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('every step’s lines are known programs and nothing else', () => {
  const lesson = {
    userId: 'U0OPERATOR',
    place: 2,
    names: handsOnNames(2),
    memory: {},
    steps: [],
    where: { region: 'eu-west-1' },
    facts: allThere,
  } as unknown as HandsOnProgress;
  for (const id of Object.keys(en.handsOn.steps) as StepId[]) {
    for (const [program] of readByShell(lines(id, lesson))) expect(programs).toContain(program);
  }
});

test('every line of push-commands holds what ECR says of the repository as words', async () => {
  await fc.assert(
    fc.asyncProperty(words, words, async (host, path) => {
      const repositoryUri = `${host.replaceAll('/', '')}/${path}`;
      const ecr = new ECRClient({
        region: 'us-east-1',
        credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      });
      ecr.middlewareStack.add(
        () => async () =>
          ({ response: {}, output: { $metadata: {}, repositories: [{ repositoryUri }] } }) as never,
        { step: 'initialize' },
      );
      const context = { ecr } as unknown as CommandContext;
      const outcome = await pushCommands.run({ repository: 'shop/web:1.2' }, context);
      if (outcome.type !== 'reply' || outcome.reply.kind !== 'push-commands') throw new Error('no lines');
      const read = readByShell(outcome.reply.lines);
      expect(read.slice(0, 2)).toEqual([
        ['docker', 'build', '--platform', 'linux/amd64', '-t', 'shop/web', '.'],
        ['docker', 'tag', 'shop/web:latest', `${repositoryUri}:1.2`],
      ]);
      // Both sides of the pipe, in the order in which they came.
      expect(read.slice(2).sort()).toEqual(
        [
          ['aws', 'ecr', 'get-login-password', '--region', expect.any(String)],
          ['docker', 'login', '--username', 'AWS', '--password-stdin', host.replaceAll('/', '')],
          ['docker', 'push', `${repositoryUri}:1.2`],
        ].sort(),
      );
    }),
    { numRuns: 30 },
  );
}, 60_000);
