import { setTimeout } from 'node:timers/promises';
import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ServiceError } from '../../infra/local/aws/service-error.ts';
import type { Job } from '../../src/front-door/job.ts';
import { commandJob, pressJob, queueJob } from './helpers/jobs.ts';
import { type Bot, startBot } from './helpers/start-bot.ts';
import type { Sunk } from './helpers/start-slack-sink.ts';
import { waitFor } from './helpers/wait-for.ts';

let bot: Bot;
let refuseUpdate: ServiceError[] = [];
const updates: string[] = [];
let slowMs = 0;

beforeAll(async () => {
  bot = await startBot({
    intercept: async ({ action }) => {
      if (action === 'ListClusters') await setTimeout(slowMs);
      if (action !== 'UpdateService') return undefined;
      updates.push(action);
      return refuseUpdate.shift();
    },
  });
});
afterAll(() => bot?.close());
beforeEach(() => {
  refuseUpdate = [];
  updates.length = 0;
  slowMs = 0;
  bot.sink.answer = () => undefined;
});

let requests = 0;
/** Somebody in #ops, with a response_url of their own for each request. */
function someone(userId = 'U0OPERATOR', channelId = 'C0LOCAL0OPS') {
  requests += 1;
  return { userId, channelId, responseUrl: bot.sink.responseUrl(`request-${requests}`) };
}

const typed = (line: string, who = someone()) => bot.answerTo(commandJob(line, who));
const pressed = (value: string, who = someone()) => bot.answerTo(pressJob(value, who));
const text = ({ body }: Sunk) => String(body.text);
const cardIn = (sunk: Sunk) => /"confirm ([0-9a-f]{32})"/.exec(JSON.stringify(sunk.body))?.[1] ?? 'none';

const taskIn = (sunk: Sunk) => /Task `([0-9a-f]{8})`/.exec(text(sunk))?.[1] ?? 'none';

async function service(name: string, cluster = 'shop') {
  const { services = [] } = await bot.ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
  return services[0];
}
const desiredCount = async (name: string, cluster = 'shop') => (await service(name, cluster))?.desiredCount;

const posts = () => bot.sink.received.filter(({ method }) => method === 'chat.postMessage');

describe('nothing changes', () => {
  test('for a person who is no operator: they read who may', async () => {
    const answer = await typed('scale shop/web 9', someone('U0VIEWER01'));
    expect(text(answer)).toBe('You may look, but not change. Ask <@U0OPERATOR>.');
    expect(await desiredCount('web')).toBe(3);
  });

  test("by another's card, nor by a guessed one", async () => {
    const card = cardIn(await typed('scale shop/web 9'));
    expect(text(await pressed(`confirm ${card}`, someone('U0VIEWER01')))).toContain(
      'belongs to <@U0OPERATOR>',
    );
    expect(text(await pressed(`confirm ${'0'.repeat(32)}`))).toContain('used, cancelled or older');
    expect(await desiredCount('web')).toBe(3);
  });

  test('by a cancelled card', async () => {
    const card = cardIn(await typed('scale shop/web 9'));
    expect(text(await pressed(`cancel ${card}`))).toBe('Cancelled: `shop/web` was not changed.');
    expect(text(await pressed(`confirm ${card}`))).toContain('used, cancelled or older');
    expect(await desiredCount('web')).toBe(3);
  });

  test('by a press that waited for more than two minutes', async () => {
    const card = cardIn(await typed('scale shop/web 9'));
    const late = { ...pressJob(`confirm ${card}`, someone()), receivedAt: Date.now() - 121_000 };
    expect(text(await bot.answerTo(late))).toContain('came too late');
    expect(await desiredCount('web')).toBe(3);
  });

  test('where the bot cannot post: the person reads what to do', async () => {
    const card = cardIn(await typed('scale shop/web 9', someone('U0OPERATOR', 'C0LOCAL0RND')));
    bot.sink.answer = ({ method }) =>
      method === 'chat.postMessage' ? { body: { ok: false, error: 'not_in_channel' } } : undefined;
    expect(text(await pressed(`confirm ${card}`, someone('U0OPERATOR', 'C0LOCAL0RND')))).toContain('/invite');
    expect(await desiredCount('web')).toBe(3);
    expect(updates).toEqual([]);
  });

  test('when the role lacks the right: the sentence names it, and it is not tried again', async () => {
    const card = cardIn(await typed('scale shop/web 9'));
    refuseUpdate = [
      new ServiceError('AccessDeniedException', 'not authorized to perform: ecs:UpdateService'),
    ];
    const answer = await pressed(`confirm ${card}`);
    expect(text(answer)).toContain(
      '`shop/web` was not changed: not authorized to perform: ecs:UpdateService',
    );
    expect(updates).toHaveLength(1);
    expect(await desiredCount('web')).toBe(3);
  });
});

describe('a change', () => {
  test('is told in the channel before it is made, once however often its card is pressed', async () => {
    const before = posts().length;
    const card = cardIn(await typed('scale shop/api +1'));
    const first = await pressed(`confirm ${card}`);
    expect(first.body).toMatchObject({ delete_original: true });
    expect(await desiredCount('api')).toBe(3);
    expect(
      posts()
        .slice(before)
        .map(({ to }) => to),
    ).toEqual(['C0LOCAL0OPS']);
    expect(text(await pressed(`confirm ${card}`))).toContain('used, cancelled or older');
    expect(updates).toHaveLength(1);
  });

  test('asked in a direct message is told in the default channel, and its asker gets the link', async () => {
    const before = posts().length;
    const direct = () => someone('U0OPERATOR', 'D0OPERATORE');
    const card = cardIn(await typed('scale shop/worker 2', direct()));
    expect(text(await pressed(`confirm ${card}`, direct()))).toContain('`shop/worker` is being scaled to 2');
    expect(posts()[before]?.to).toBe('C0LOCAL0OPS');
  });

  test('whose target moved since the card is shown anew, not carried out', async () => {
    const card = cardIn(await typed('scale hands-on/hello-world +1'));
    await bot.ecs.send(
      new UpdateServiceCommand({ cluster: 'hands-on', service: 'hello-world', desiredCount: 4 }),
    );
    updates.length = 0;
    const anew = await pressed(`confirm ${card}`);
    expect(text(anew)).toContain('It changed since the last card was shown');
    expect(text(anew)).toContain('from 4 to 5');
    expect(updates).toEqual([]);
    await pressed(`confirm ${cardIn(anew)}`);
    expect(await desiredCount('hello-world', 'hands-on')).toBe(5);
  });

  test('stops the task that its card named, or shows the card anew when that one is gone', async () => {
    const card = await typed('stop-task hands-on/hello-world');
    const named = taskIn(card);
    const { taskArns = [] } = await bot.ecs.send(new ListTasksCommand({ cluster: 'hands-on' }));
    const task = taskArns.find((arn) => arn.includes(`/${named}`));
    await bot.ecs.send(new StopTaskCommand({ cluster: 'hands-on', task }));
    const anew = await pressed(`confirm ${cardIn(card)}`);
    expect(text(anew)).toContain('It changed since the last card was shown');
    expect(taskIn(anew)).not.toBe(named);
  });

  test('that would now stop the only running task is shown anew, with the outage', async () => {
    const { taskArns = [] } = await bot.ecs.send(
      new ListTasksCommand({ cluster: 'shop', serviceName: 'api' }),
    );
    const cards = await Promise.all(taskArns.map((task) => typed(`stop-task ${task}`)));
    await bot.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'api', desiredCount: 1 }));
    const left = await waitFor('one task', async () => {
      const { tasks = [] } = await bot.ecs.send(
        new DescribeTasksCommand({ cluster: 'shop', tasks: taskArns }),
      );
      const running = tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
      return (await service('api'))?.runningCount === 1 && running.length === 1 && running[0]?.taskArn;
    });
    const card = cards[taskArns.indexOf(left)]!;
    const anew = await pressed(`confirm ${cardIn(card)}`);
    expect(text(anew)).toContain('It changed since the last card was shown');
    expect(text(anew)).toContain('It is the only running task');
  });

  test('that ECS throttles is made a few seconds later', async () => {
    const card = cardIn(await typed('scale shop/web 4'));
    const throttled = () => new ServiceError('ThrottlingException', 'Rate exceeded');
    // The SDK itself tries three times.
    refuseUpdate = [throttled(), throttled(), throttled()];
    expect((await pressed(`confirm ${card}`)).body).toMatchObject({ delete_original: true });
    expect(updates).toHaveLength(4);
    expect(await desiredCount('web')).toBe(4);
  });
});

describe('an answer', () => {
  test('falls back to an ephemeral message when its response_url is used up', async () => {
    bot.sink.answer = ({ method }) =>
      method === 'response_url' ? { status: 404, body: { ok: false, error: 'used_url' } } : undefined;
    const who = someone('U0VIEWER01');
    await typed('clusters', who);
    const told = await waitFor('an ephemeral message', () =>
      bot.sink.received.find(
        ({ method, body }) => method === 'chat.postEphemeral' && body.user === 'U0VIEWER01',
      ),
    );
    expect(told.to).toBe('C0LOCAL0OPS');
  });

  test('then to a direct message, never to the channel', async () => {
    bot.sink.answer = ({ method }) => {
      if (method === 'response_url') return { status: 404, body: { ok: false, error: 'expired_url' } };
      if (method === 'chat.postEphemeral') return { body: { ok: false, error: 'user_not_in_channel' } };
      return undefined;
    };
    const before = posts().length;
    await typed('clusters');
    const told = await waitFor('a direct message', () => posts()[before]);
    expect(told.to).toBe('D0DIRECT');
  });

  test('whose block Slack refuses goes out as plain sections at once', async () => {
    const who = someone();
    bot.sink.answer = ({ to, body }) =>
      to === new URL(who.responseUrl).pathname.slice(1) && JSON.stringify(body).includes('"header"')
        ? { status: 400, body: { ok: false, error: 'invalid_blocks' } }
        : undefined;
    await typed('services shop', who);
    const plain = await waitFor('the same content', () =>
      bot.sink.received.find(
        ({ to, body }) => who.responseUrl.endsWith(`/${to}`) && !JSON.stringify(body).includes('"header"'),
      ),
    );
    expect(text(plain)).toContain('web');
    expect(JSON.stringify(plain.body.blocks)).toContain('web');
  });

  test('is shown to the channel only when its asker shares it', async () => {
    expect((await typed('services shop')).body).toMatchObject({ response_type: 'ephemeral' });
    expect((await typed('services shop --share')).body).toMatchObject({ response_type: 'in_channel' });
  });

  test('that takes longer than two seconds is said to be on its way, and comes after that', async () => {
    const who = someone();
    slowMs = 2500;
    await typed('clusters', who);
    const both = await waitFor('both', () => {
      const answers = bot.sink.received.filter(({ to }) => who.responseUrl.endsWith(`/${to}`));
      return answers.length === 2 && answers;
    });
    expect(both.map(text)).toEqual(['Still asking AWS …', expect.stringContaining('hands-on')]);
  });

  test('waits for a Slack that is away', async () => {
    let failures = 1;
    bot.sink.answer = ({ method }) =>
      method === 'response_url' && failures-- > 0 ? { status: 503, body: {} } : undefined;
    const who = someone();
    await typed('clusters', who);
    await waitFor(
      'the second try',
      () => bot.sink.received.filter(({ to }) => who.responseUrl.endsWith(`/${to}`)).length === 2,
    );
  });
});

test('a rotated bot token is read again, without a deploy', async () => {
  const tokens: string[] = [];
  const card = cardIn(await typed('scale shop/web +1'));
  bot.sink.answer = ({ method, token }) => {
    if (method !== 'chat.postMessage') return undefined;
    tokens.push(token);
    return token === 'xoxb-rotated' ? undefined : { body: { ok: false, error: 'token_revoked' } };
  };
  const answer = pressed(`confirm ${card}`);
  await waitFor('the revoked token', () => tokens.length > 0);
  await bot.ssm.send(
    new PutParameterCommand({
      Name: '/ecs-ops-bot/local/slack-bot-token',
      Value: 'xoxb-rotated',
      Type: 'SecureString',
      Overwrite: true,
    }),
  );
  expect((await answer).body).toMatchObject({ delete_original: true });
  expect(tokens.slice(0, 2)).toEqual(['xoxb-local', 'xoxb-rotated']);
});

test('a shortcut or modal that the bot does not offer does not hold up its person', async () => {
  const who = someone('U0VIEWER02');
  const user = { id: who.userId, team_id: 'T0LOCAL001' };
  const team = { id: 'T0LOCAL001' };
  const bodies = [
    { type: 'shortcut', callback_id: 'other', user, team, trigger_id: '1' },
    { type: 'view_submission', user, team, view: { id: 'V1', callback_id: 'other', type: 'modal' } },
    { type: 'view_closed', user, team, view: { id: 'V1', callback_id: 'other', type: 'modal' } },
  ];
  for (const [index, body] of bodies.entries()) {
    const job: Job = { kind: 'view', id: `other-${index}`, receivedAt: Date.now(), body };
    await queueJob(bot.sqs, bot.world.aws.queueUrl('ecs-ops-bot-local-commands.fifo'), job);
  }
  expect(text(await typed('clusters', who))).toContain('hands-on');
});
