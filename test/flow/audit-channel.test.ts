import { expect } from 'vitest';
import { ServiceError } from '../../infra/local/aws/wire.ts';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

const channel = 'C0AUDIT001';
const lines: { message: string; record?: string; [field: string]: unknown }[] = [];
const grants = ['U0OPERATOR', 'U0DEPUTY01'].map((who) => ({ who, may: 'change', on: '*' }));
let refuseUpdate: ServiceError[] = [];

const test = botTest({
  access: { grants },
  params: { 'audit-channel': channel },
  onLog: (_, line) => {
    if (line.startsWith('{')) lines.push(JSON.parse(line));
  },
  intercept: ({ action }) => (action === 'UpdateService' ? refuseUpdate.shift() : undefined),
});

const heard = () =>
  bot.sink.received
    .filter(({ method, to }) => method === 'chat.postMessage' && to === channel)
    .map(({ body }) => String(body.text));
const hears = (line: string) => waitFor(line, () => heard().includes(line));
const records = (changeId: string) =>
  lines
    .filter((line) => line.message === 'audit' && line.changeId === changeId)
    .map(({ record, outcome }) => ({ record, result: (outcome as { result?: string })?.result }));

test('a change is two log lines and one line in the audit channel, and /ecs audit tells it', async () => {
  const card = talk.cardIn(await talk.typed('scale shop/web +1'));
  await talk.pressed(`confirm ${card}`);
  const told =
    '<@U0OPERATOR>  ·  scale `shop/web` 3 → 4  ·  in <#C0LOCAL0OPS>  ·  :white_check_mark: applied';
  await hears(told);
  expect(records(card)).toEqual([
    { record: 'intent', result: undefined },
    { record: 'outcome', result: 'applied' },
  ]);
  expect(talk.text(await talk.typed('audit shop/web'))).toContain(told);
});

test('a change that AWS refused, with its reason', async () => {
  const card = talk.cardIn(await talk.typed('scale shop/api +1'));
  refuseUpdate = [new ServiceError('InvalidParameterException', 'password=hunter2hunter2 is wrong')];
  await talk.pressed(`confirm ${card}`);
  await hears(
    '<@U0OPERATOR>  ·  scale `shop/api` 2 → 3  ·  in <#C0LOCAL0OPS>  ·  :x: failed: password=‹masked›',
  );
});

test('refusals: of a command, of a setting, of a press on another’s card and of who has lost the right; each once', async () => {
  const viewer = () => talk.someone('U0VIEWER01');
  await talk.typed('scale shop/web 9', viewer());
  await talk.typed('mute shop/web 2h', viewer());
  const card = talk.cardIn(await talk.typed('scale shop/web +2'));
  await talk.pressed(`confirm ${card}`, viewer());
  await talk.typed('scale shop/web 99');
  const moved = 'U0DEPUTY01';
  const own = talk.cardIn(await talk.typed('scale shop/web +3', talk.someone(moved)));
  grants.pop();
  bot.world.redeploy();
  await talk.pressed(`confirm ${own}`, talk.someone(moved));
  const line = (who: string, text: string, why: string) =>
    `<@${who}>  ·  ${text}  ·  in <#C0LOCAL0OPS>  ·  :no_entry: refused: ${why}`;
  const all = [
    line('U0VIEWER01', '`/ecs scale shop/web 9`', 'no grant allows it'),
    line('U0VIEWER01', '`/ecs mute shop/web 2h`', 'no grant allows it'),
    line('U0VIEWER01', 'the button of `/ecs scale shop/web +2`', 'somebody else’s card'),
    line('U0OPERATOR', '`/ecs scale shop/web 99`', 'over the limit of all services'),
    line(moved, 'the button of `/ecs scale shop/web +3`', 'no grant allows it'),
  ];
  for (const each of all) await hears(each);
  const told = talk.text(await talk.typed('audit shop/web'));
  for (const each of all) expect(told).toContain(each);
  expect(lines.filter(({ record }) => record === 'refused')).toHaveLength(5);
});

test('what is no change is not in the audit: a read, and a name that is wrong', async () => {
  const count = (wanted: string) => lines.filter(({ message }) => message === wanted).length;
  const before = { audit: count('audit'), refused: count('refused') };
  await talk.typed('services nowhere', talk.someone('U0VIEWER01'));
  await talk.typed('scale shop/wbe 4');
  expect({ audit: count('audit'), refused: count('refused') - 2 }).toEqual(before);
});

test('a channel that can’t be told fails no change', async () => {
  bot.sink.answer = ({ to }) =>
    to === channel ? { body: { ok: false, error: 'channel_not_found' } } : undefined;
  expect((await talk.confirmed('scale shop/web +1')).body).toMatchObject({ delete_original: true });
  await waitFor('an error in the log', () =>
    lines.some(({ message, level }) => level === 'ERROR' && message.startsWith('It was not told')),
  );
  bot.sink.answer = () => undefined;
});
