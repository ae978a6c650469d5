import { TagResourceCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { beforeEach, expect } from 'vitest';
import type { Sunk } from '../helpers/slack-sink.ts';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

const asker = 'U0OPERATOR';
const second = 'U0DEPUTY01';
const third = 'U0CHIEF001';
const updates: string[] = [];

const test = botTest({
  intercept: ({ action }) => {
    if (action === 'UpdateService') updates.push(action);
    return undefined;
  },
  access: {
    grants: [
      { name: 'alone', who: [asker, second], may: 'change', on: 'hands-on/*' },
      {
        name: 'together',
        who: [asker, second, third],
        may: 'change',
        on: 'shop/*',
        approval: 'second-person',
      },
    ],
  },
});
beforeEach(() => {
  bot.sink.answer = () => undefined;
  updates.length = 0;
});

const blocks = ({ body }: Sunk) => JSON.stringify(body.blocks);
const cards = () =>
  bot.sink.received.filter((sunk) => sunk.method === 'chat.postMessage' && /asks to/.test(talk.text(sunk)));
/** Types a line that answers with a card in the channel, and waits for that. */
async function asked(line: string, who = talk.someone(asker)): Promise<string> {
  const before = cards().length;
  void talk.typed(line, who).catch(() => undefined);
  const card = await waitFor('a card in the channel', () => cards()[before]);
  return talk.cardIn(card);
}
const edits = () => bot.sink.received.filter(({ method }) => method === 'chat.update');
const edited = (pattern: RegExp) =>
  waitFor(`a card that says ${pattern}`, () => edits().find((sunk) => pattern.test(talk.text(sunk))));

test('the card stands in the channel; somebody else with the right approves, and both names stand on it', async () => {
  const card = await asked('scale shop/web 5');
  expect(cards().at(-1)?.to).toBe('C0LOCAL0OPS');
  expect(blocks(cards().at(-1) as Sunk)).toContain('Approve: scale to 5');
  expect(await bot.desiredCount('web')).toBe(3);

  expect(talk.text(await talk.pressed(`confirm ${card}`, talk.someone(asker)))).toContain(
    'somebody else has to approve it',
  );
  expect(talk.text(await talk.pressed(`confirm ${card}`, talk.someone('U0VIEWER01')))).toContain(
    'You may not run `scale`',
  );
  expect(updates).toEqual([]);

  void talk.pressed(`confirm ${card}`, talk.someone(second)).catch(() => undefined);
  const ended = await edited(/asks to .*Approved by <@U0DEPUTY01>/s);
  expect(blocks(ended)).toContain(`Asked by <@${asker}>`);
  expect(blocks(ended)).not.toContain('confirm ');
  expect(await bot.desiredCount('web')).toBe(5);
  const story = talk.posts().find((sunk) => /is scaling 3 → 5/.test(talk.text(sunk)));
  expect(blocks(story as Sunk)).toContain(`Approved by <@${second}>`);
  expect(updates).toHaveLength(1);

  expect(talk.text(await talk.pressed(`confirm ${card}`, talk.someone(second)))).toContain(
    `Already approved by <@${second}>`,
  );
  // Its asker too reads what became of it, in place of a lesson in who may approve.
  expect(talk.text(await talk.pressed(`confirm ${card}`, talk.someone(asker)))).toContain(
    'Already approved by',
  );
  expect(updates).toHaveLength(1);
});

test('two who approve at once, each twice, make one change, and whoever comes later reads that', async () => {
  const card = await asked('scale shop/api +1', talk.someone(second));
  const presses = [asker, third, asker, third].map((who) =>
    talk.pressed(`confirm ${card}`, talk.someone(who)),
  );
  await edited(/asks to scale `shop\/api`.*Approved by/s);
  const answers = await Promise.all(presses);
  // The press that counts takes its buttons away, and that is its answer.
  const others = answers.filter(({ body }) => body.delete_original !== true);
  expect(others).toHaveLength(3);
  for (const other of others) expect(talk.text(other)).toContain('Already approved by');
  expect(await bot.desiredCount('api')).toBe(3);
  expect(updates).toHaveLength(1);
  expect(talk.posts().filter((sunk) => /`shop\/api`.*is scaling/.test(talk.text(sunk)))).toHaveLength(1);
});

test('its asker withdraws it just while it is being approved: nothing is made, and both read that', async () => {
  const card = await asked('scale shop/api +1', talk.someone(asker));
  const before = await bot.desiredCount('api');
  const known = edits().length;
  const newEdit = (pattern: RegExp) =>
    edits()
      .slice(known)
      .find((sunk) => pattern.test(talk.text(sunk)));
  let isWithdrawn = false;
  bot.sink.answer = async (sunk) => {
    if (isWithdrawn || sunk.method !== 'chat.postMessage') return undefined;
    // The change's own message, which is posted before its intent is recorded.
    isWithdrawn = true;
    void talk.pressed(`cancel ${card}`, talk.someone(asker)).catch(() => undefined);
    await waitFor('the withdrawal', () => newEdit(/Withdrawn by <@U0OPERATOR>/));
    return undefined;
  };
  const answer = await talk.pressed(`confirm ${card}`, talk.someone(second));
  expect(talk.text(answer)).toContain(`<@${asker}> cancelled this`);
  await waitFor('the end of its message', () => newEdit(/cancelled at that moment/));
  expect(updates).toEqual([]);
  expect(await bot.desiredCount('api')).toBe(before);
});

test('its asker withdraws it, and somebody else with the right declines it', async () => {
  const first = await asked('scale shop/worker 3');
  await talk.pressed(`cancel ${first}`, talk.someone('U0VIEWER01')).then((answer) => {
    expect(talk.text(answer)).toContain('You may not run');
  });
  void talk.pressed(`cancel ${first}`, talk.someone(asker)).catch(() => undefined);
  await edited(/Withdrawn by <@U0OPERATOR>/);
  expect(talk.text(await talk.pressed(`confirm ${first}`, talk.someone(second)))).toContain(
    `<@${asker}> cancelled this`,
  );

  const other = await asked('scale shop/worker 3');
  void talk.pressed(`cancel ${other}`, talk.someone(second)).catch(() => undefined);
  await edited(/Declined by <@U0DEPUTY01>/);
  expect(talk.text(await talk.pressed(`confirm ${other}`, talk.someone(second)))).toContain(
    `<@${second}> declined this`,
  );
  expect(updates).toEqual([]);
});

test('a target that moved meanwhile is asked for anew, in the name of who asked', async () => {
  const card = await asked('scale shop/worker +1');
  const before = await bot.desiredCount('worker');
  await bot.ecs.send(
    new UpdateServiceCommand({ cluster: 'shop', service: 'worker', desiredCount: Number(before) + 2 }),
  );
  updates.length = 0;
  const known = cards().length;
  void talk.pressed(`confirm ${card}`, talk.someone(second)).catch(() => undefined);
  const anew = await waitFor('a new card', () => cards()[known]);
  expect(talk.text(anew)).toContain(`<@${asker}> asks to scale`);
  expect(talk.text(anew)).toContain(`from ${Number(before) + 2} to ${Number(before) + 3}`);
  await edited(/a new card below asks again/);
  expect(updates).toEqual([]);
  void talk.pressed(`confirm ${talk.cardIn(anew)}`, talk.someone(second)).catch(() => undefined);
  await waitFor('the change', async () => (await bot.desiredCount('worker')) === Number(before) + 3);
});

test('a target that is by now as it was asked for has no new card: the old one says that it is over, and who pressed reads why', async () => {
  const wanted = Number(await bot.desiredCount('worker')) + 2;
  const card = await asked(`scale shop/worker ${wanted}`);
  await bot.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'worker', desiredCount: wanted }));
  const known = cards().length;
  const answer = await talk.pressed(`confirm ${card}`, talk.someone(second));
  expect(talk.text(answer)).toContain(`already has a desired count of ${wanted}`);
  const over = await edited(/can’t be done any more/);
  expect(blocks(over)).not.toContain('confirm ');
  expect(cards()).toHaveLength(known);
});

test('a tag that protects a service demands a second person where no grant does, also once the card is shown', async () => {
  const shown = talk.cardIn(await talk.typed('scale hands-on/hello-world +1'));
  expect(shown).toMatch(/[0-9a-f]{32}/);
  const { serviceArn = '' } = (await bot.service('hello-world', 'hands-on')) ?? {};
  await bot.ecs.send(
    new TagResourceCommand({ resourceArn: serviceArn, tags: [{ key: 'ecs-bot:protected', value: 'true' }] }),
  );
  const known = cards().length;
  const answer = await talk.pressed(`confirm ${shown}`, talk.someone(asker));
  expect(talk.text(answer)).toContain('A second person has to approve');
  const card = await waitFor('a card in the channel', () => cards()[known]);
  expect(blocks(card)).toContain('ecs-bot:protected');
  expect(updates).toEqual([]);
  expect(talk.text(await talk.pressed(`confirm ${talk.cardIn(card)}`, talk.someone(asker)))).toContain(
    'somebody else',
  );
});
