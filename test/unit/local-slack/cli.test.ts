import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runClient } from '../../../infra/local/slack/cli/cli.ts';
import { localIds } from '../../../infra/local/slack/workspace/workspace.ts';
import { fakeBot } from '../../helpers/fake-app.ts';
import { startTestSlack } from '../../helpers/local-slack.ts';

const { ops, random } = localIds;
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const button = (text: string, more: object = {}) => ({
  type: 'button' as const,
  text: plain(text),
  action_id: text,
  ...more,
});
const confirm = {
  title: plain('Sure?'),
  text: { type: 'mrkdwn' as const, text: 'It *stops*.' },
  confirm: plain('Yes'),
};
const card = [
  {
    type: 'section' as const,
    text: { type: 'mrkdwn' as const, text: 'Stop `0a1b` of <#C0LOCAL0OPS>? :warning:' },
  },
  { type: 'actions' as const, elements: [button('Keep'), button('Stop task', { confirm, style: 'danger' })] },
];

/** A world whose bot answers a command with a card, and a press with one message that is edited once. */
async function startWorld() {
  const bot = await fakeBot(({ form, payload }) => {
    void answer(form.response_url ?? '', payload.response_url && String(payload.response_url));
    return undefined;
  });
  const world = await startTestSlack({ requestUrl: bot.url });
  async function answer(command: string, pressed: string | undefined): Promise<void> {
    const respond = (url: string, body: object) => fetch(url, { method: 'POST', body: JSON.stringify(body) });
    if (pressed === undefined) await respond(command, { text: 'card', blocks: card });
    else {
      await respond(pressed, { delete_original: true });
      const { ts = '' } = await world.web.chat.postMessage({ channel: ops, text: 'stopping' });
      await world.web.chat.update({ channel: ops, ts, text: 'healed in 38 s' });
    }
  }
  const port = Number(new URL(world.slack.url).port);
  const run = async (...args: string[]) => {
    const lines: string[] = [];
    const failure = await runClient(args, port, (text) => text !== '' && lines.push(text), {
      quiet: 250,
      patience: 400,
    }).then(
      () => undefined,
      (error: Error) => `${error.name}: ${error.message}`,
    );
    return { text: lines.join('\n'), failure };
  };
  return { ...world, bot, port, run };
}

describe('npm run slack', () => {
  test('sends a command as someone and prints what follows', async () => {
    const { run, bot } = await startWorld();
    const { text, failure } = await run('--as', 'viewer', '--in', '#general', '/ecs stop-task shop/web');
    expect(failure).toBeUndefined();
    expect(text.replace(/\d\d:\d\d:\d\d/, 'TIME')).toBe(
      [
        'ECS Ops Bot in #general · TIME · only you see this',
        '  Stop `0a1b` of #ops? ⚠️',
        '  [ Keep ]  [ Stop task ]',
        '',
      ].join('\n'),
    );
    expect(bot.received[0]?.form).toMatchObject({
      user_id: localIds.viewer,
      channel_id: localIds.general,
      text: 'stop-task shop/web',
    });
  });

  test('presses a button by a part of its label, accepts its dialog and says so', async () => {
    const { run, bot } = await startWorld();
    await run('/ecs stop-task shop/web');
    const { text, failure } = await run('--press', 'STOP');
    expect(failure).toBeUndefined();
    expect(text).toContain('Pressed [ Stop task ]\nConfirmed "Sure? It stops." with [ Yes ]');
    expect(text).toContain('healed in 38 s');
    expect(bot.received[1]?.payload).toMatchObject({ actions: [{ action_id: 'Stop task' }] });
  });

  test('all in one call; following prints each edit', async () => {
    const { run } = await startWorld();
    const { text, failure } = await run('/ecs stop-task shop/web', '--press', 'stop', '--follow', '1');
    expect(failure).toBeUndefined();
    expect(text).toContain('[ Keep ]  [ Stop task ]');
    expect(text.indexOf('stopping')).toBeGreaterThan(0);
    expect(text).toMatch(/edited\n {2}healed in 38 s \(edited\)|edited\n {2}healed in 38 s/);
  });

  test.each([['dana'], ['@Dana'], ['U0DEPUTY01']])('one may be anybody by handle or id: %s', async (who) => {
    const { run, bot } = await startWorld();
    expect(await run('--as', who, '/ecs help')).toMatchObject({ failure: undefined });
    expect(bot.received[0]?.form).toMatchObject({ user_id: localIds.secondOperator });
  });

  test('who is deactivated reads why nothing happens', async () => {
    const { run, bot } = await startWorld();
    const { failure } = await run('--as', 'dora', '--in', 'dm', '/ecs help');
    expect(failure).toBe('ScriptProblem: Dora Departed is deactivated and cannot act.');
    expect(bot.received).toEqual([]);
  });

  test('a plain message and the direct messages', async () => {
    const { run, client } = await startWorld();
    expect(await run('--in', 'random', 'hello', 'all')).toMatchObject({ failure: undefined });
    expect(await client.messages(random)).toMatchObject([{ text: 'hello all' }]);
    expect((await run('--in', 'dm', '/ecs help')).text).toContain('ECS Ops Bot in dm');
  });

  test.each([
    [['--press', 'nothing'], 'No button contains "nothing": no message here has buttons.'],
    [['--in', 'nowhere', 'x'], 'There is no channel "nowhere"; there are ops, general, random, dm.'],
    [
      ['--as', 'root', 'x'],
      '--as is one of operator, viewer, olivia, dana, yui, victor, gina, simon, stella, dora, not "root".',
    ],
    [['--follow', 'ever'], '--follow takes seconds, not "ever".'],
    [[], 'Usage: npm run slack -- '],
    [['--nonsense'], "Unknown option '--nonsense'. Usage: npm run slack -- "],
  ])('%j: one clear sentence', async (args, sentence) => {
    const { run } = await startWorld();
    expect((await run(...args)).failure).toContain(`ScriptProblem: ${sentence}`);
  });

  test('names the buttons that there are', async () => {
    const { run, web } = await startWorld();
    await web.chat.postMessage({
      channel: ops,
      text: 'older',
      blocks: [{ type: 'actions', elements: [button('Undo')] }],
    });
    await web.chat.postMessage({ channel: ops, text: 'newer', blocks: card });
    await web.chat.postMessage({ channel: ops, text: 'without' });
    expect((await run('--press', 'undo')).failure).toContain('has [ Keep ] [ Stop task ].');
  });

  test('no answer within its patience is a failure', async () => {
    const silent = await fakeBot();
    const { slack } = await startTestSlack({ requestUrl: silent.url });
    const port = Number(new URL(slack.url).port);
    const run = runClient(['/ecs x'], port, () => {}, { quiet: 50, patience: 100 });
    await expect(run).rejects.toThrow('No answer came within 0.1 s.');
  });

  test('ends with a code and one line on stderr when no world runs', async () => {
    const { slack } = await startTestSlack();
    const port = new URL(slack.url).port;
    await slack.close();
    const script = fileURLToPath(new URL('../../../infra/local/slack/cli/slack.ts', import.meta.url));
    const result = await new Promise<[unknown, string, string]>((resolve) => {
      const child = execFile(
        process.execPath,
        [script, '/ecs'],
        { env: { ...process.env, PORT: port } },
        (error, out, err) => resolve([error?.code, out, err]),
      );
      onTestFinished(() => void child.kill());
    });
    expect(result).toEqual([
      ...[1, ''],
      `No local world answers on port ${port}: start it with npm start, or set PORT to its port.\n`,
    ]);
  });
});
