import { DeleteCommand, DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect } from 'vitest';
import { type Bot, commandJob, type Person, pressJob } from '../helpers/bot.ts';
import type { Sunk } from '../helpers/slack-sink.ts';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

const asker = 'U0OPERATOR';
const second = 'U0DEPUTY01';
const ops = 'C0LOCAL0OPS';
const group = 'S0GROUP001';
let table: DynamoDBDocumentClient;
const effects: string[] = [];
const logs: string[] = [];

const test = botTest({
  onLog: (_, line) => logs.push(line),
  intercept: ({ action }) => {
    if (['UpdateService', 'CreateCluster'].includes(action)) effects.push(action);
    return undefined;
  },
  access: {
    grants: [
      { name: 'alone', who: [asker, second], may: 'change', on: 'hands-on*/*' },
      { name: 'a group', who: [group], may: 'change', on: 'staging/*' },
      { name: 'together', who: [asker, second], may: 'change', on: 'shop/*', approval: 'second-person' },
    ],
  },
});
test.beforeAll(async () => {
  table = DynamoDBDocumentClient.from(bot.dynamodb);
});
beforeEach(() => {
  bot.sink.answer = () => undefined;
  effects.length = 0;
});

type Answer = ReturnType<Bot['sink']['answer']>;
const error = (code: string, more: object = {}): Answer => ({ body: { ok: false, error: code, ...more } });
const pause = (seconds: number): Answer => ({
  status: 429,
  body: { ok: false, error: 'ratelimited' },
  headers: { 'retry-after': String(seconds) },
});

/** What Slack says, and what a person must read of it; `calls`: a refused token is read again, and the call made once more. */
interface Refused {
  readonly says: string;
  readonly answer: Answer;
  readonly reads: RegExp;
  readonly calls: number;
}
const tokens = ['account_inactive', 'token_revoked', 'invalid_auth', 'token_expired', 'not_authed'];
const everywhere: Refused[] = [
  ...tokens.map((code) => ({
    says: code,
    answer: error(code),
    calls: 2,
    reads: new RegExp(`Slack refuses the bot's token \\(\`${code}\`\\)`),
  })),
  {
    says: 'missing_scope',
    answer: error('missing_scope', { needed: 'x:read' }),
    calls: 1,
    reads: /lacks the scope `x:read`/,
  },
  { says: 'Retry-After: 3600', answer: pause(3600), calls: 1, reads: /Slack asks the bot to wait 1 h/ },
];
/** What stands before Slack, and forbids: no word of Slack's in it. */
const statuses = [403, 404, 413].map((status) => ({
  says: `HTTP ${status}`,
  answer: { status, body: '<html>No</html>' },
  calls: 1,
}));
const asking: Refused[] = [
  ...everywhere,
  ...statuses.map((each) => ({
    ...each,
    reads: new RegExp(`Slack refuses the bot’s request \\(\`${each.says}\`\\)`),
  })),
  ...['ekm_access_denied', 'team_access_not_granted', 'a_word_of_tomorrow'].map((code) => ({
    says: code,
    answer: error(code),
    calls: 1,
    reads: new RegExp(`Slack refuses the bot’s request \\(\`${code}\`\\)`),
  })),
];
const posting: Refused[] = [
  ...everywhere,
  ...statuses.map((each) => ({
    ...each,
    reads: new RegExp(`can't post in <#${ops}>: Slack refuses it \\(\`${each.says}\`\\)`),
  })),
  ...(
    [
      ['not_in_channel', 'I am not a member'],
      ['channel_not_found', 'I am not a member, or it is gone'],
      ['is_archived', 'it is archived'],
      ['restricted_action', 'a setting of the workspace forbids it'],
      ['restricted_action_read_only_channel', 'only some people may post there'],
      ['restricted_action_thread_only_channel', 'only threads are allowed there'],
      ['messages_tab_disabled', 'the app’s messages tab is off'],
      ['no_permission', 'Slack refuses it'],
      ['a_word_of_tomorrow', 'Slack refuses it'],
    ] as const
  ).map(([code, why]) => ({
    says: code,
    answer: error(code),
    calls: 1,
    reads: new RegExp(`can't post in <#${ops}>: ${why} \\(\`${code}\`\\)`),
  })),
];

/** Slack answers so to this method, for as long as the test lasts. */
function refuse(method: string, answer: Answer): void {
  bot.sink.answer = (sunk) => (sunk.method === method ? answer : undefined);
}
const calls = (method: string) => bot.sink.received.filter((sunk) => sunk.method === method).length;
const newUser = (() => {
  let last = 0;
  return () => {
    last += 1;
    return `U0NEW${String(last).padStart(5, '0')}`;
  };
})();
const forgetGroup = () =>
  table.send(
    new DeleteCommand({ TableName: 'ecs-ops-bot-local', Key: { pk: `group#${group}`, sk: 'reading' } }),
  );

describe('who somebody is', () => {
  test.each(asking)('$says: told at once', async ({ answer, reads, calls: most }) => {
    refuse('users.info', answer);
    const before = calls('users.info');
    const who = talk.someone(newUser());
    expect(talk.text(await talk.typed('services shop', who))).toMatch(reads);
    expect(calls('users.info') - before).toBe(most);
    // Whoever comes next in this person's group does not wait behind it.
    bot.sink.answer = () => undefined;
    expect(talk.text(await talk.typed('services shop', talk.someone(who.userId)))).toContain('web');
  });
});

describe('who is in a group', () => {
  test.each(asking)('$says: told at once, and nothing is changed', async ({ answer, reads, calls: most }) => {
    await forgetGroup();
    refuse('usergroups.users.list', answer);
    const before = calls('usergroups.users.list');
    expect(talk.text(await talk.typed('create-cluster hands-on-group'))).toMatch(reads);
    expect(calls('usergroups.users.list') - before).toBe(most);
    expect(effects).toEqual([]);
  });
});

describe('the message before a change', () => {
  test.each(posting)(
    '$says: told at once, and nothing is changed',
    async ({ answer, reads, calls: most }) => {
      const card = talk.cardIn(await talk.typed('create-cluster hands-on-other'));
      refuse('chat.postMessage', answer);
      const before = calls('chat.postMessage');
      expect(talk.text(await talk.pressed(`confirm ${card}`))).toMatch(reads);
      expect(calls('chat.postMessage') - before).toBe(most);
      expect(effects).toEqual([]);
    },
  );
});

describe('the card that asks for a second person', () => {
  test.each(posting)('$says: told at once', async ({ answer, reads, calls: most }) => {
    refuse('chat.postMessage', answer);
    const before = calls('chat.postMessage');
    expect(talk.text(await talk.typed('scale shop/web 5'))).toMatch(reads);
    expect(calls('chat.postMessage') - before).toBe(most);
  });
});

describe('what a channel hears', () => {
  test.each(posting)('$says: told at once, and nothing is set', async ({ answer, reads, calls: most }) => {
    refuse('chat.postMessage', answer);
    const before = calls('chat.postMessage');
    expect(talk.text(await talk.typed('mute hands-on/* 2h'))).toMatch(reads);
    expect(calls('chat.postMessage') - before).toBe(most);
    bot.sink.answer = () => undefined;
    expect(JSON.stringify((await talk.typed('watches')).body)).not.toContain('hands-on/*');
  });
});

describe('an approval card that can’t be edited', () => {
  const unedited = ['message_not_found', 'cant_update_message', 'edit_window_closed', 'is_inactive'];
  const codes = [...unedited, 'channel_not_found', 'is_archived', 'missing_scope', 'a_word_of_tomorrow'];
  const answers = codes.map((code) => ({ says: code, answer: error(code) }));
  const all = [...answers, ...statuses, { says: 'Retry-After: 3600', answer: pause(3600) }];

  async function approvalCard(): Promise<string> {
    const before = talk.posts().length;
    void talk.typed('scale shop/web 5').catch(() => undefined);
    return talk.cardIn(await waitFor('a card in the channel', () => talk.posts()[before]));
  }

  test.each(all)('$says: whoever declines reads that it is declined, and it is', async ({ answer }) => {
    const card = await approvalCard();
    refuse('chat.update', answer);
    const before = calls('chat.update');
    const declined = await talk.pressed(`cancel ${card}`, talk.someone(second));
    expect(talk.text(declined)).toContain(`Declined by <@${second}>`);
    expect(calls('chat.update') - before).toBe(1);
    bot.sink.answer = () => undefined;
    await talk.pressed(`confirm ${card}`, talk.someone(second));
    expect(effects).toEqual([]);
  });
});

describe('the message of a change whose target has no episode', () => {
  const codes = ['message_not_found', 'cant_update_message', 'a_word_of_tomorrow'];
  test.each([...codes.map((code) => ({ says: code, answer: error(code) })), ...statuses])(
    '$says: the outcome is told in a new one',
    async ({ says, answer }) => {
      const name = says.toLowerCase().replaceAll(/[_ ]/g, '-');
      const card = talk.cardIn(await talk.typed(`create-cluster hands-on-${name}`));
      refuse('chat.update', answer);
      const before = talk.posts().length;
      await talk.pressed(`confirm ${card}`);
      expect(effects).toEqual(['CreateCluster']);
      const told = await waitFor('both messages', () => talk.posts()[before + 1]);
      expect(talk.text(told)).toContain('hands-on-');
    },
  );
});

describe('an answer', () => {
  /** The first message that comes by this way after `act`. */
  async function by(method: string, act: () => Promise<unknown>): Promise<Sunk> {
    const before = bot.sink.received.length;
    await act();
    return waitFor(method, () => bot.sink.received.slice(before).find((sunk) => sunk.method === method));
  }
  const send = (line: string, who: Person) => bot.queue(commandJob(line, who));

  test.each([
    ['a page of HTML', { status: 200, body: '<html>Sign in</html>' }],
    ['nothing', { status: 200, body: '' }],
    ['an answer of somebody else', { status: 200, body: { message: 'ok' } }],
    ['ok that is no yes', { status: 200, body: { ok: 'true' } }],
    ['a redirect', { status: 302, body: '', headers: { location: 'https://example.com/' } }],
    ['used_url', { status: 404, body: { ok: false, error: 'used_url' } }],
    ['a bare word', { status: 404, body: 'no_service' }],
    ['410', { status: 410, body: 'channel_is_archived' }],
    ['a long pause', pause(3600)],
  ] as const)('that the response_url answers with %s goes to the person all the same', async (_, answer) => {
    refuse('response_url', answer as Answer);
    const told = await by('chat.postEphemeral', () => send('services shop', talk.someone()));
    expect(told.to).toBe(ops);
    expect(talk.text(told)).toContain('web');
  });

  test('that the response_url takes with a bare ok is not told twice', async () => {
    refuse('response_url', { status: 200, body: 'ok' });
    const before = calls('chat.postEphemeral');
    const who = talk.someone();
    expect(talk.text(await talk.typed('services shop', who))).toContain('web');
    bot.sink.answer = () => undefined;
    await talk.typed('services shop', talk.someone(who.userId));
    expect(calls('chat.postEphemeral')).toBe(before);
  });

  const closed = [
    ...['user_not_in_channel', 'channel_not_found', 'not_in_channel', 'is_archived', 'restricted_action'],
    ...['restricted_action_read_only_channel', 'restricted_action_thread_only_channel', 'no_permission'],
    ...['messages_tab_disabled', 'ekm_access_denied', 'missing_scope', 'is_bot', 'a_word_of_tomorrow'],
  ];
  const refusals = [...closed.map((code) => ({ says: code, answer: error(code) })), ...statuses];
  test.each(refusals)('is a direct message where an ephemeral one is refused: $says', async ({ answer }) => {
    bot.sink.answer = ({ method }) => {
      if (method === 'response_url') return { status: 404, body: { ok: false, error: 'used_url' } };
      return method === 'chat.postEphemeral' ? answer : undefined;
    };
    const told = await by('chat.postMessage', () => send('services shop', talk.someone()));
    expect(told.to).toBe('D0DIRECT');
    expect(talk.text(told)).toContain('web');
  });

  test.each(['cannot_dm_bot', 'user_disabled', 'token_revoked', 'a_word_of_tomorrow'])(
    'that no way is open for is in the log and the audit, and holds up nobody: %s',
    async (code) => {
      const who = talk.someone(asker);
      bot.sink.answer = ({ method }) => {
        if (method === 'response_url') return { status: 404, body: { ok: false, error: 'used_url' } };
        return method.startsWith('chat.') || method === 'conversations.open' ? error(code) : undefined;
      };
      const line = `services shop ${code}`;
      await send(line, who);
      await waitFor('the record', () => {
        return bot.world
          .records('audit')
          .some((item) => JSON.stringify(item).includes('answerLost') && JSON.stringify(item).includes(line));
      });
      expect(
        logs.filter((each) => each.includes('An answer reached nobody') && each.includes(line)),
      ).toHaveLength(1);
      bot.sink.answer = () => undefined;
      expect(talk.text(await talk.typed('services shop', talk.someone(asker)))).toContain('web');
    },
  );
});

describe('what may pass', () => {
  const passing = [
    { says: '500', answer: { status: 500, body: '' } },
    { says: '408', answer: { status: 408, body: '' } },
    { says: 'a redirect', answer: { status: 302, body: '', headers: { location: 'https://example.com/' } } },
    { says: 'a page of one word', answer: { status: 200, body: 'maintenance' } },
    { says: 'ratelimited', answer: error('ratelimited') },
    { says: 'a workspace that migrates', answer: error('org_login_required') },
    {
      says: 'ratelimited and a header',
      answer: { ...error('ratelimited'), headers: { 'retry-after': '1' } },
    },
    { says: '429 without a header', answer: { status: 429, body: '' } },
    {
      says: '429 until a date',
      answer: { status: 429, body: '', headers: { 'retry-after': new Date(0).toUTCString() } },
    },
  ] as { says: string; answer: Answer }[];

  test('is asked again, and the person gets the answer', async () => {
    const asked = passing.map((each) => ({ ...each, who: talk.someone(newUser()), times: 0 }));
    bot.sink.answer = ({ method, body }) => {
      const one = method === 'users.info' ? asked.find(({ who }) => who.userId === body.user) : undefined;
      if (one === undefined) return undefined;
      one.times += 1;
      return one.times === 1 ? one.answer : undefined;
    };
    const answers = asked.map(
      async ({ says, who }) => [says, await talk.typed('services shop', who)] as const,
    );
    for (const [says, answer] of await Promise.all(answers)) {
      expect(talk.text(answer), says).toContain('web');
    }
    expect(asked.map(({ times }) => times)).toEqual(passing.map(() => 2));
  });

  test.each([500, 503, 429])(
    'at the response_url, %i: the answer comes there all the same, once',
    async (status) => {
      const who = talk.someone();
      const to = new URL(who.responseUrl).pathname.slice(1);
      const came = () => bot.sink.received.filter((sunk) => sunk.to === to);
      bot.sink.answer = (sunk) => (sunk.to === to && came().length === 1 ? { status, body: '' } : undefined);
      const before = calls('chat.postEphemeral');
      await bot.queue(commandJob('services shop', who));
      const told = await waitFor('the next try', () => came()[1]);
      expect(talk.text(told)).toContain('web');
      await talk.typed('services shop', talk.someone(who.userId));
      expect(came()).toHaveLength(2);
      expect(calls('chat.postEphemeral')).toBe(before);
    },
  );

  test.each([
    ...passing.filter(({ says }) => /redirect|word|without/.test(says)),
    { says: 'ok without a ts', answer: { body: { ok: true } } },
  ])(
    '$says: the message before a change is posted again, once, and the change is made',
    async ({ says, answer }) => {
      const card = talk.cardIn(await talk.typed(`create-cluster hands-on-${says.replaceAll(' ', '-')}`));
      const before = calls('chat.postMessage');
      bot.sink.answer = ({ method }) =>
        method === 'chat.postMessage' && calls(method) === before + 1 ? answer : undefined;
      void talk.pressed(`confirm ${card}`).catch(() => undefined);
      await waitFor('the change', () => (effects.length > 0 ? effects : undefined));
      expect(effects).toEqual(['CreateCluster']);
      expect(calls('chat.postMessage')).toBe(before + 2);
    },
  );
});

describe('a token that Slack refuses', () => {
  test('is what the doctor finds, also for who can’t be known', async () => {
    bot.sink.answer = ({ method }) => (method === 'response_url' ? undefined : error('account_inactive'));
    const found = JSON.stringify((await talk.typed('doctor', talk.someone(newUser()))).body);
    expect(found).toContain('Slack refuses the token: `account_inactive`');
    // Of nothing else: nobody knows who asks.
    expect(found).not.toMatch(/queue|role|table|rule/i);
  });

  test('is told to whoever presses, too', async () => {
    const card = talk.cardIn(await talk.typed('create-cluster hands-on-pressed'));
    bot.sink.answer = ({ method }) => (method === 'response_url' ? undefined : error('token_revoked'));
    const who = talk.someone(asker);
    const told = await bot.answerTo(pressJob(`confirm ${card}`, who));
    expect(talk.text(told)).toContain("Slack refuses the bot's token");
    expect(effects).toEqual([]);
  });
});

describe('while Slack limits how often it may be asked', () => {
  /** Six minutes go by for what was read. */
  const age = async (pk: string) => {
    const Key = { pk, sk: 'reading' };
    const UpdateExpression = 'SET readAt = readAt - :age';
    const values = { ExpressionAttributeValues: { ':age': 6 * 60_000 } };
    await table.send(new UpdateCommand({ TableName: 'ecs-ops-bot-local', Key, UpdateExpression, ...values }));
  };
  const note = 'this goes by what it said';

  test('what it said lately counts, and the answer says so; but nobody approves by it', async () => {
    const before = talk.posts().length;
    void talk.typed('scale shop/web 5').catch(() => undefined);
    const card = talk.cardIn(await waitFor('a card in the channel', () => talk.posts()[before]));
    await talk.typed('services shop', talk.someone(second));
    await age(`person#${second}`);
    refuse('users.info', pause(30));
    const looked = await talk.typed('services shop', talk.someone(second));
    expect(talk.text(looked)).toContain(note);
    expect(JSON.stringify(looked.body.blocks)).toContain(note);
    const asked = await talk.typed('create-cluster hands-on-limited', talk.someone(second));
    expect(talk.cardIn(asked)).not.toBe('none');
    const approved = await talk.pressed(`confirm ${card}`, talk.someone(second));
    expect(talk.text(approved)).toMatch(/Slack asks the bot to wait 30 s, so nothing was changed/);
    expect(effects).toEqual([]);
    bot.sink.answer = () => undefined;
    expect(talk.text(await talk.typed('services shop', talk.someone(second)))).not.toContain(note);
  });

  test('the doctor takes a few calls a minute from the whole workspace, not all of them', async () => {
    const before = calls('users.info') + calls('usergroups.users.list');
    const told: string[] = [];
    for (let asked = 0; asked < 8; asked += 1)
      told.push(talk.text(await talk.typed('doctor', talk.someone(newUser()))));
    expect(
      told.filter((text) => /has run several times within a minute/.test(text)).length,
    ).toBeGreaterThanOrEqual(3);
    // Each new person is one call; whom the access file names was read before.
    expect(calls('users.info') + calls('usergroups.users.list') - before).toBeLessThanOrEqual(8 + 3);
  });
});
