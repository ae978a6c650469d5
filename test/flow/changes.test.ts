import {
  DescribeTasksCommand,
  ListTasksCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect } from 'vitest';
import { ServiceError } from '../../infra/local/aws/wire.ts';
import { pressJob } from '../helpers/bot.ts';
import type { Sunk } from '../helpers/slack-sink.ts';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

let refuseUpdate: ServiceError[] = [];
const updates: string[] = [];

const test = botTest({
  intercept: ({ action }) => {
    if (action !== 'UpdateService') return undefined;
    updates.push(action);
    return refuseUpdate.shift();
  },
});
beforeEach(() => {
  refuseUpdate = [];
  updates.length = 0;
  bot.sink.answer = () => undefined;
});

/** Has Slack answer nothing of these methods until it is let go. */
function hang(...methods: string[]) {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  bot.sink.answer = ({ method }) => (methods.includes(method) ? promise : undefined);
  return () => resolve(undefined);
}

const taskIn = (sunk: Sunk) => /Task `([0-9a-f]{8})`/.exec(talk.text(sunk))?.[1] ?? 'none';

describe('nothing changes', () => {
  test('for a person who is no operator: they read who may', async () => {
    const answer = await talk.typed('scale shop/web 9', talk.someone('U0VIEWER01'));
    expect(talk.text(answer)).toBe(
      'You may not run `scale` on `shop/web`; nothing was changed. Ask <!subteam^S0LOCALONC>. `/ecs whoami` shows what you may do.',
    );
    expect(await bot.desiredCount('web')).toBe(3);
  });

  test("by another's card, nor by a guessed one", async () => {
    const card = talk.cardIn(await talk.typed('scale shop/web 9'));
    expect(talk.text(await talk.pressed(`confirm ${card}`, talk.someone('U0VIEWER01')))).toContain(
      'belongs to <@U0OPERATOR>',
    );
    expect(talk.text(await talk.pressed(`confirm ${'0'.repeat(32)}`))).toContain('no longer known');
    expect(await bot.desiredCount('web')).toBe(3);
  });

  test('by a cancelled card', async () => {
    const card = talk.cardIn(await talk.typed('scale shop/web 9'));
    expect(talk.text(await talk.pressed(`cancel ${card}`))).toBe('Cancelled: `shop/web` was not changed.');
    expect(talk.text(await talk.pressed(`confirm ${card}`))).toContain('<@U0OPERATOR> cancelled this');
    expect(await bot.desiredCount('web')).toBe(3);
  });

  test('by a press that waited for more than two minutes', async () => {
    const card = talk.cardIn(await talk.typed('scale shop/web 9'));
    const late = { ...pressJob(`confirm ${card}`, talk.someone()), receivedAt: Date.now() - 121_000 };
    expect(talk.text(await bot.answerTo(late))).toContain('came too late');
    expect(await bot.desiredCount('web')).toBe(3);
  });

  test('where the bot cannot post: the person reads what to do', async () => {
    const card = talk.cardIn(await talk.typed('scale shop/web 9', talk.someone('U0OPERATOR', 'C0LOCAL0RND')));
    bot.sink.answer = ({ method }) =>
      method === 'chat.postMessage' ? { body: { ok: false, error: 'not_in_channel' } } : undefined;
    expect(
      talk.text(await talk.pressed(`confirm ${card}`, talk.someone('U0OPERATOR', 'C0LOCAL0RND'))),
    ).toContain('/invite');
    expect(await bot.desiredCount('web')).toBe(3);
    expect(updates).toEqual([]);
  });

  test('when the role lacks the right: the sentence names it, and it is not tried again', async () => {
    const card = talk.cardIn(await talk.typed('scale shop/web 9'));
    refuseUpdate = [
      new ServiceError('AccessDeniedException', 'not authorized to perform: ecs:UpdateService'),
    ];
    const answer = await talk.pressed(`confirm ${card}`);
    expect(talk.text(answer)).toContain(
      '`shop/web` was not changed: not authorized to perform: ecs:UpdateService',
    );
    expect(updates).toHaveLength(1);
    expect(await bot.desiredCount('web')).toBe(3);
  });
});

describe('a change', () => {
  test('is told in the channel before it is made, once however often its card is pressed', async () => {
    const before = talk.posts().length;
    const card = talk.cardIn(await talk.typed('scale shop/api +1'));
    const first = await talk.pressed(`confirm ${card}`);
    expect(first.body).toMatchObject({ delete_original: true });
    expect(await bot.desiredCount('api')).toBe(3);
    expect(
      talk
        .posts()
        .slice(before)
        .map(({ to }) => to),
    ).toEqual(['C0LOCAL0OPS']);
    bot.sink.answer = ({ method, body }) =>
      method === 'chat.getPermalink'
        ? { body: { ok: true, permalink: `https://acme.slack.com/archives/${body.channel}/p1` } }
        : undefined;
    for (const button of ['confirm', 'cancel']) {
      const again = talk.text(await talk.pressed(`${button} ${card}`));
      expect(again).toContain('Already confirmed by <@U0OPERATOR>');
      expect(again).toContain('<https://acme.slack.com/archives/C0LOCAL0OPS/p1|see its message>');
      expect(again).toContain('It was done once, and not again.');
    }
    expect(updates).toHaveLength(1);
  });

  test('asked in a direct message is told in the default channel, and its asker gets the link', async () => {
    const before = talk.posts().length;
    const direct = () => talk.someone('U0OPERATOR', 'D0OPERATORE');
    const card = talk.cardIn(await talk.typed('scale shop/worker 2', direct()));
    expect(talk.text(await talk.pressed(`confirm ${card}`, direct()))).toContain(
      '`shop/worker` is being scaled to 2',
    );
    expect(talk.posts()[before]?.to).toBe('C0LOCAL0OPS');
  });

  test('whose target moved since the card is shown anew, not carried out', async () => {
    const card = talk.cardIn(await talk.typed('scale hands-on/hello-world +1'));
    await bot.ecs.send(
      new UpdateServiceCommand({ cluster: 'hands-on', service: 'hello-world', desiredCount: 4 }),
    );
    updates.length = 0;
    const anew = await talk.pressed(`confirm ${card}`);
    expect(talk.text(anew)).toContain('It has changed since the last card was shown');
    expect(talk.text(anew)).toContain('from 4 to 5');
    expect(updates).toEqual([]);
    await talk.pressed(`confirm ${talk.cardIn(anew)}`);
    expect(await bot.desiredCount('hello-world', 'hands-on')).toBe(5);
  });

  test('stops the task that its card named, or shows the card anew when that one is gone', async () => {
    const card = await talk.typed('stop-task hands-on/hello-world');
    const named = taskIn(card);
    const { taskArns = [] } = await bot.ecs.send(new ListTasksCommand({ cluster: 'hands-on' }));
    const task = taskArns.find((arn) => arn.includes(`/${named}`));
    await bot.ecs.send(new StopTaskCommand({ cluster: 'hands-on', task }));
    const anew = await talk.pressed(`confirm ${talk.cardIn(card)}`);
    expect(talk.text(anew)).toContain('It has changed since the last card was shown');
    expect(taskIn(anew)).not.toBe(named);
  });

  test('that would now stop the only running task is shown anew, with the outage', async () => {
    const { taskArns = [] } = await bot.ecs.send(
      new ListTasksCommand({ cluster: 'shop', serviceName: 'api' }),
    );
    const cards = await Promise.all(taskArns.map((task) => talk.typed(`stop-task ${task}`)));
    await bot.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'api', desiredCount: 1 }));
    const left = await waitFor('one task', async () => {
      const { tasks = [] } = await bot.ecs.send(
        new DescribeTasksCommand({ cluster: 'shop', tasks: taskArns }),
      );
      const running = tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
      return (await bot.service('api'))?.runningCount === 1 && running.length === 1 && running[0]?.taskArn;
    });
    const card = cards[taskArns.indexOf(left)]!;
    const anew = await talk.pressed(`confirm ${talk.cardIn(card)}`);
    expect(talk.text(anew)).toContain('It has changed since the last card was shown');
    expect(talk.text(anew)).toContain('It is the only running task');
  });

  test('that ECS throttles is made a few seconds later', async () => {
    const card = talk.cardIn(await talk.typed('scale shop/web 4'));
    const throttled = () => new ServiceError('ThrottlingException', 'Rate exceeded');
    // The SDK itself tries three times.
    refuseUpdate = [throttled(), throttled(), throttled()];
    expect((await talk.pressed(`confirm ${card}`)).body).toMatchObject({ delete_original: true });
    expect(updates).toHaveLength(4);
    expect(await bot.desiredCount('web')).toBe(4);
  });
});

describe('a press is acknowledged on its card at once, though Slack hangs', () => {
  const working = (to: string) =>
    waitFor('the card to say that it is worked on', () =>
      bot.sink.received.find((sunk) => sunk.to === to && /Working on it …$/.test(talk.text(sunk))),
    );

  test('where the card is the caller’s alone, before the channel hears of it', async () => {
    const card = talk.cardIn(await talk.typed('scale shop/api 3'));
    const letGo = hang('chat.update', 'chat.postMessage', 'chat.postEphemeral');
    const who = talk.someone();
    const answered = talk.pressed(`confirm ${card}`, who);
    const { method, body } = await working(new URL(who.responseUrl).pathname.slice(1));
    expect(method).toBe('response_url');
    expect(body).toMatchObject({ replace_original: true });
    // Nothing to press is left on it.
    expect(JSON.stringify(body.blocks)).not.toContain('"type":"button"');
    letGo();
    await answered;
    await expect.poll(() => bot.desiredCount('api'), { timeout: 20_000 }).toBe(3);
  }, 60_000);
});
