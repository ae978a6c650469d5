import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect } from 'vitest';
import type { Job } from '../../src/front-door/job.ts';
import { commandJob, pressJob } from '../helpers/bot.ts';
import type { Sunk } from '../helpers/slack-sink.ts';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

let slowMs = 0;

const test = botTest({
  intercept: async ({ action }) => {
    if (action === 'ListClusters') await new Promise((resolve) => setTimeout(resolve, slowMs));
    return undefined;
  },
});
beforeEach(() => {
  slowMs = 0;
  bot.sink.answer = () => undefined;
});

describe('an answer', () => {
  test('falls back to an ephemeral message when its response_url is used up', async () => {
    bot.sink.answer = ({ method }) =>
      method === 'response_url' ? { status: 404, body: { ok: false, error: 'used_url' } } : undefined;
    const who = talk.someone('U0VIEWER01');
    await talk.typed('clusters', who);
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
    const before = talk.posts().length;
    await talk.typed('clusters');
    const told = await waitFor('a direct message', () => talk.posts()[before]);
    expect(told.to).toBe('D0DIRECT');
  });

  test('whose block Slack refuses goes out as plain sections at once', async () => {
    const who = talk.someone();
    bot.sink.answer = ({ to, body }) =>
      to === new URL(who.responseUrl).pathname.slice(1) && JSON.stringify(body).includes('"header"')
        ? { status: 400, body: { ok: false, error: 'invalid_blocks' } }
        : undefined;
    await talk.typed('services shop', who);
    const plain = await waitFor('the same content', () =>
      bot.sink.received.find(
        ({ to, body }) => who.responseUrl.endsWith(`/${to}`) && !JSON.stringify(body).includes('"header"'),
      ),
    );
    expect(talk.text(plain)).toContain('web');
    expect(JSON.stringify(plain.body.blocks)).toContain('web');
  });

  test('is shown to the channel only when its asker shares it', async () => {
    expect((await talk.typed('services shop')).body).toMatchObject({ response_type: 'ephemeral' });
    expect((await talk.typed('services shop --share')).body).toMatchObject({ response_type: 'in_channel' });
  });

  test('that takes longer than two seconds is said to be on its way, and comes after that', async () => {
    const who = talk.someone();
    slowMs = 2500;
    await talk.typed('clusters', who);
    const both = await waitFor('both', () => {
      const answers = bot.sink.received.filter(({ to }) => who.responseUrl.endsWith(`/${to}`));
      return answers.length === 2 && answers;
    });
    expect(both.map(talk.text)).toEqual(['Still asking AWS …', expect.stringContaining('hands-on')]);
  });

  test('waits for a Slack that is away', async () => {
    let failures = 1;
    bot.sink.answer = ({ method }) =>
      method === 'response_url' && failures-- > 0 ? { status: 503, body: {} } : undefined;
    const who = talk.someone();
    await talk.typed('clusters', who);
    await waitFor(
      'the second try',
      () => bot.sink.received.filter(({ to }) => who.responseUrl.endsWith(`/${to}`)).length === 2,
    );
  });
});

test('three tries that fail leave one line that says that it goes on', async () => {
  const who = talk.someone('U0SLOW0001');
  slowMs = 2500;
  bot.sink.answer = ({ method, body }) =>
    method === 'response_url' && body.text !== 'Still asking AWS …' ? { status: 503, body: {} } : undefined;
  await bot.queue(commandJob('clusters', who));
  const answers = () => bot.sink.received.filter(({ to }) => who.responseUrl.endsWith(`/${to}`));
  await waitFor('the second try', () => answers().length >= 3, 20_000);
  expect(
    answers()
      .map(talk.text)
      .filter((text) => text.startsWith('Still asking')),
  ).toHaveLength(1);
}, 30_000);

test('a rotated bot token is read again, without a deploy', async () => {
  const tokens: string[] = [];
  const card = talk.cardIn(await talk.typed('scale shop/web +1'));
  bot.sink.answer = ({ method, token }) => {
    if (method !== 'chat.postMessage') return undefined;
    tokens.push(token);
    return token === 'xoxb-rotated' ? undefined : { body: { ok: false, error: 'token_revoked' } };
  };
  await bot.ssm.send(
    new PutParameterCommand({
      Name: '/ecs-ops-bot/local/slack-bot-token',
      Value: 'xoxb-rotated',
      Type: 'SecureString',
      Overwrite: true,
    }),
  );
  expect((await talk.pressed(`confirm ${card}`)).body).toMatchObject({ delete_original: true });
  expect(tokens.slice(0, 2)).toEqual(['xoxb-local', 'xoxb-rotated']);
});

test('a shortcut or modal that the bot does not offer does not hold up its person', async () => {
  const who = talk.someone('U0VIEWER02');
  const user = { id: who.userId, team_id: 'T0LOCAL001' };
  const team = { id: 'T0LOCAL001' };
  const bodies = [
    { type: 'shortcut', callback_id: 'other', user, team, trigger_id: '1' },
    { type: 'view_submission', user, team, view: { id: 'V1', callback_id: 'other', type: 'modal' } },
    { type: 'view_closed', user, team, view: { id: 'V1', callback_id: 'other', type: 'modal' } },
  ];
  for (const [index, body] of bodies.entries()) {
    const job: Job = { kind: 'view', id: `other-${index}`, receivedAt: Date.now(), body };
    await bot.queue(job);
  }
  expect(talk.text(await talk.typed('clusters', who))).toContain('hands-on');
});

test('what is asked in the direct messages of a group is told in the default channel', async () => {
  const inGroup = { channel_id: 'G0GROUPDM1', channel_name: 'mpdm-olivia--dana--viktor-1' };
  const typed = (line: string) => {
    const job = commandJob(line, talk.someone());
    return bot.answerTo({ ...job, body: { ...job.body, ...inGroup } });
  };
  bot.sink.answer = ({ method, to }) =>
    method === 'chat.postMessage' && to !== 'C0LOCAL0OPS'
      ? { body: { ok: false, error: 'not_in_channel' } }
      : undefined;
  const card = talk.cardIn(await typed('scale shop/web +1'));
  const press = pressJob(`confirm ${card}`, talk.someone());
  const channel = { id: inGroup.channel_id, name: inGroup.channel_name };
  const before = talk.posts().length;
  await bot.answerTo({ ...press, body: { ...press.body, channel } });
  expect(talk.posts()[before]?.to).toBe('C0LOCAL0OPS');
  // What a channel hears is set in that channel.
  expect(talk.text(await typed('mute shop/web 2h'))).toContain('not in a direct message');
});

test('who mentions the bot, or writes to it, is told how to ask; nothing is run', async () => {
  const heard = async (event: object, isAnswer: (sunk: Sunk) => boolean) => {
    const before = bot.sink.received.length;
    const body = {
      type: 'event_callback',
      team_id: 'T0LOCAL001',
      event_id: `Ev${before}`,
      event,
      user_id: 'U0WRITER01',
    };
    const job: Job = { kind: 'event', id: `heard-${before}`, receivedAt: Date.now(), body };
    await bot.queue(job);
    return waitFor('an answer', () => bot.sink.received.slice(before).find(isAnswer));
  };
  const who = { user: 'U0WRITER01', ts: '1.1' };
  const mention = { type: 'app_mention', channel: 'C0LOCAL0OPS', text: '<@U0ECSBOT01> help', ...who };
  const ephemeral = await heard(mention, ({ method }) => method === 'chat.postEphemeral');
  expect(talk.text(ephemeral)).toContain('/ecs help');
  const direct = { type: 'message', channel_type: 'im', channel: 'D0WRITER01', text: 'services', ...who };
  const isDirect = ({ method, to }: Sunk) => method === 'chat.postMessage' && to === 'D0WRITER01';
  const posted = await heard(direct, isDirect);
  expect(talk.text(posted)).toContain('/ecs services');
  const before = bot.sink.received.length;
  const own = { ...direct, bot_id: 'B1' };
  void heard(own, isDirect).catch(() => undefined);
  expect(talk.text(await talk.typed('clusters', talk.someone('U0WRITER01')))).toContain('hands-on');
  expect(bot.sink.received.slice(before).filter(isDirect)).toEqual([]);
});
