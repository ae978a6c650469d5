import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

const test = botTest();

/** Confirms a line's card and waits until its message offers to undo it. */
async function changed(line: string): Promise<string> {
  const card = talk.cardIn(await talk.typed(line));
  await talk.pressed(`confirm ${card}`);
  await waitFor('the offer to undo it', () =>
    bot.sink.received.some(({ body }) => JSON.stringify(body.blocks ?? []).includes(`"undo ${card}"`)),
  );
  return card;
}

test('a change is undone through a card of its own, and the undoing can be undone', async () => {
  const change = await changed('scale shop/web 5');
  expect(await bot.desiredCount('web')).toBe(5);
  const card = await talk.pressed(`undo ${change}`);
  expect(talk.text(card)).toContain('Undo: scale `shop/web` from 5 to 3');
  expect(await bot.desiredCount('web')).toBe(5);
  await talk.pressed(`confirm ${talk.cardIn(card)}`);
  expect(await bot.desiredCount('web')).toBe(3);
  await waitFor('its story', () =>
    talk.posts().some((sunk) => /is undoing a change, 5 → 3/.test(talk.text(sunk))),
  );
  expect(talk.text(await talk.pressed(`undo ${change}`))).toContain('already undone by <@U0OPERATOR>');
  const again = await talk.pressed(`undo ${talk.cardIn(card)}`);
  expect(talk.text(again)).toContain('from 3 to 5');
});

test('nobody undoes what somebody else changed meanwhile, nor without a grant', async () => {
  const change = await changed('scale shop/api 3');
  expect(talk.text(await talk.pressed(`undo ${change}`, talk.someone('U0VIEWER01')))).toContain(
    'You may not run',
  );
  const card = await talk.pressed(`undo ${change}`);
  await bot.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'api', desiredCount: 6 }));
  expect(talk.text(await talk.pressed(`undo ${change}`))).toContain('it was set to 3 and is at 6 now');
  // The card that was shown before asks the same again, and finds the same.
  expect(talk.text(await talk.pressed(`confirm ${talk.cardIn(card)}`))).toContain('is at 6 now');
  expect(await bot.desiredCount('api')).toBe(6);
});

test('what would raise above a grant’s limit is asked of a second person, as the change itself would be', async () => {
  await bot.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 15 }));
  const change = await changed('scale shop/web 3');
  const before = talk.posts().length;
  void talk.pressed(`undo ${change}`).catch(() => undefined);
  const card = await waitFor('a card in the channel', () =>
    talk
      .posts()
      .slice(before)
      .find((sunk) => /asks to/.test(talk.text(sunk))),
  );
  expect(talk.text(card)).toContain('from 3 to 15');
  expect(await bot.desiredCount('web')).toBe(3);
});

test('what is not known, not made or no scaling is not undone', async () => {
  expect(talk.text(await talk.pressed(`undo ${'0'.repeat(32)}`))).toContain('can’t be undone any more');
  const cancelled = talk.cardIn(await talk.typed('scale shop/worker 2'));
  await talk.pressed(`cancel ${cancelled}`);
  expect(talk.text(await talk.pressed(`undo ${cancelled}`))).toContain('can’t be undone any more');
  const stopped = talk.cardIn(await talk.typed('stop-task hands-on/hello-world'));
  await talk.pressed(`confirm ${stopped}`);
  expect(talk.text(await talk.pressed(`undo ${stopped}`))).toContain('can’t be undone any more');
});
