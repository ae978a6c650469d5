import { expect } from 'vitest';
import { commandJob } from '../helpers/bot.ts';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

const freezer = 'U0CHIEF001';
const operator = 'U0OPERATOR';
const breaker = 'U0DEPUTY01';
const elsewhere = 'C0ELSEWHERE';

const test = botTest({
  access: {
    grants: [
      { name: 'operators', who: [operator, breaker], may: 'change', on: '*' },
      { name: 'freezer', who: freezer, may: 'freeze', on: 'shop/*' },
      { name: 'glass', who: breaker, may: 'break-glass', on: 'shop/*' },
    ],
  },
});

const posted = (pattern: RegExp, ms?: number) => {
  const find = () => talk.posts().find((sunk) => pattern.test(String(sunk.body.text)));
  return waitFor(`a post that says ${pattern}`, find, ms);
};
let requests = 0;
/** Types a line of a setting, which the channel reads. */
async function set(line: string, userId = freezer): Promise<void> {
  requests += 1;
  const responseUrl = bot.sink.responseUrl(`freeze-${requests}`);
  await bot.queue(commandJob(line, { userId, channelId: elsewhere, responseUrl }));
}
const said = async (line: string, userId: string) => talk.text(await talk.typed(line, talk.someone(userId)));
const cardOf = async (line: string, userId: string) =>
  talk.cardIn(await talk.typed(line, talk.someone(userId)));

test('what is frozen is refused with who, why and until when, at the card and at the press; up it goes', async () => {
  const shown = await cardOf('scale shop/web 2', operator);
  await set('freeze shop/* for 2d because <!channel> *we* move the database');
  const told = await posted(/froze `shop\/\*` until/);
  expect(told.to).toBe(elsewhere);
  expect(told.body.text).not.toContain('<!channel');
  expect(told.body.text).toContain('@channel *we* move the database`');

  const refused = await said('scale shop/web 2', operator);
  expect(refused).toMatch(/`shop\/web` is frozen with `shop\/\*` until .*<@U0CHIEF001>: .*move the database/);
  expect(refused).toContain('Nothing was changed.');
  const pressed = await talk.pressed(`confirm ${shown}`, talk.someone(operator));
  expect(talk.text(pressed)).toContain('is frozen');
  expect(await bot.desiredCount('web')).toBe(3);

  const up = await cardOf('scale shop/web 4', operator);
  await talk.pressed(`confirm ${up}`, talk.someone(operator));
  expect(await bot.desiredCount('web')).toBe(4);
  const undone = await talk.pressed(`undo ${up}`, talk.someone(operator));
  expect(talk.text(undone)).toContain('is frozen');
  expect(talk.text(undone)).not.toContain('because …');

  expect(await said('freezes', 'U0VIEWER')).toContain('`shop/*` is frozen until');
  expect(await said('unfreeze shop', operator)).toContain('You may not run `unfreeze`');
  expect(await said('freeze hands-on because I can', freezer)).toContain('You may not run `freeze`');
});

test('whoever may break the glass does so with a reason, and everybody concerned reads it', async () => {
  expect(await said('scale shop/web 2', breaker)).toContain('because …');
  expect(await said('scale shop/web 2 because orders fail', operator)).toContain('is frozen');
  const shown = await talk.typed('scale shop/web 2 because orders *fail*', talk.someone(breaker));
  expect(talk.text(shown)).toContain('This breaks a freeze');
  expect(talk.text(shown)).toContain('orders *fail*');
  await talk.pressed(`confirm ${talk.cardIn(shown)}`, talk.someone(breaker));
  expect(await bot.desiredCount('web')).toBe(2);
  const broken = () =>
    talk.posts().filter(({ body }) => /breaks a freeze: scale `shop\/web` 4 → 2/.test(String(body.text)));
  await waitFor('both channels to be told', () => broken().length === 2);
  expect(new Set(broken().map(({ to }) => to))).toEqual(new Set(['C0LOCAL0OPS', elsewhere]));
  const audit = await said('audit shop/web', operator);
  expect(audit).toMatch(/scale `shop\/web` 4 → 2 {2}· {2}:rotating_light: broke a freeze: `orders \*fail\*`/);
  expect(audit).toContain('refused: its target is frozen');
});

test('a freeze ends by hand, told where it was set, and by itself', async () => {
  await set('unfreeze shop');
  await posted(/<@U0CHIEF001> ended the freeze of `shop\/\*`/);
  await waitFor('the end', async () => /Nothing is frozen/.test(await said('freezes', operator)));
  const card = await cardOf('scale shop/web 3', operator);
  await talk.pressed(`confirm ${card}`, talk.someone(operator));
  expect(await bot.desiredCount('web')).toBe(3);

  await set('freeze shop/web for 3m because a test');
  await posted(/froze `shop\/web` until/);
  expect(await said('stop-task shop/api', operator)).toContain('Stop a task');
  expect(await said('drill shop/web', operator)).toContain('is frozen');
  expect((await posted(/The freeze of `shop\/web` has ended/, 300_000)).to).toBe(elsewhere);
  expect(await said('scale shop/web 2', operator)).toContain('from 3 to 2');
});
