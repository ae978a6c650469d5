import { describe, expect, test } from 'vitest';
import { firstCommands, type HelpReply, help, topics } from '../../../src/commands/help.ts';
import { commands, presentCommands } from '../../../src/commands/registry.ts';
import { en } from '../../../src/messages/en/index.ts';
import { ja } from '../../../src/messages/ja/index.ts';
import { replyView } from '../../../src/views/replies/index.ts';

const shown = commands.filter(({ hidden }) => !hidden);

async function ask(about?: string, handsOn = true): Promise<HelpReply> {
  const outcome = await help.run(about === undefined ? {} : { about }, {
    commands: presentCommands(commands, { 'hands-on': handsOn, deployments: true }),
  } as never);
  if (outcome.type !== 'reply' || outcome.reply.kind !== 'help') throw new Error('no help');
  return outcome.reply;
}

const read = async (about: string | undefined, messages = en) =>
  replyView(await ask(about), messages, { now: 0, shared: false });

test('every command has one topic, and help shows ten first', () => {
  expect(Object.values(topics).flat().toSorted()).toEqual(shown.map(({ name }) => name).toSorted());
  expect(firstCommands).toHaveLength(10);
});

test.each([
  ['en', en],
  ['ja', ja],
] as const)('every option of every command has its sentence in %s', (_, { options }) => {
  const flags = shown.flatMap((command) => command.flags.filter(({ hidden }) => !hidden));
  const missing = flags.map(({ name }) => name).filter((name) => !Object.hasOwn(options, name));
  expect(missing).toEqual([]);
  for (const sentence of Object.values(options)) expect(sentence).toMatch(/[.。]$/);
});

describe('help', () => {
  test('is short enough to be seen from its top, with a button for each topic', async () => {
    const { blocks, text } = await read(undefined);
    expect(text.split('\n')).toHaveLength(11);
    expect(JSON.stringify(blocks).match(/"help [a-z-]+"/g)).toHaveLength(Object.keys(topics).length);
  });

  test('of a command explains each of its options', async () => {
    const { text } = await read('scale');
    expect(text).toContain('`--move-bound`  Moves auto scaling’s minimum or maximum along');
    expect(text).toContain('`--pause &lt;1h&gt;`  Pauses auto scaling');
    expect(text).toContain('`for 2h`  Sets the count back by itself');
    expect((await read('SCALE', ja)).text).toContain('`--pause &lt;1h&gt;`  この時間だけ');
  });

  test('of a topic lists its commands, also beside the command of the same name', async () => {
    expect((await read('notifications')).text.split('\n')).toHaveLength(1 + topics.notifications.length);
    const tasks = await ask('tasks');
    expect(tasks).toMatchObject({ type: 'command', command: { name: 'tasks' } });
    expect(JSON.stringify(tasks)).toContain('"drill"');
  });

  test('names nothing of the hands-on in a bot without it', async () => {
    expect(await ask(undefined, false)).toMatchObject({
      topics: ['services', 'tasks', 'images', 'freezes', 'notifications', 'bot'],
    });
    await expect(ask('create-cluster', false)).rejects.toMatchObject({ problem: { code: 'unknownCommand' } });
    await expect(ask('hands-on', false)).rejects.toMatchObject({ problem: { code: 'unknownCommand' } });
  });
});
