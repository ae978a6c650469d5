import { expect } from 'vitest';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

const yui = 'U0YUI00001';

const test = botTest({ params: { language: 'ja' } });

const says = async (line: string, who: string) => talk.text(await talk.typed(line, talk.someone(who)));
const sent = (method: string, pattern: RegExp) =>
  waitFor(`${method} ${pattern}`, () =>
    bot.sink.received.find((sunk) => sunk.method === method && pattern.test(talk.text(sunk))),
  );

test('a person is answered in the language of their Slack', async () => {
  expect(await says('services shop', yui)).toMatch(/^shop のサービス: サービス \d 個、/);
  expect(await says('services shop', 'U0OPERATOR')).toMatch(/^Services of shop: \d services, /);
  expect(await says('servcies', yui)).toContain('`servcies` というコマンドはありません。');
  expect(await says('help', yui)).toContain('サービスごとのタスク数');
  const card = await talk.typed('scale shop/api 3', talk.someone(yui));
  expect(talk.text(card)).toContain('`shop/api` のタスクを 2 個から 3 個にスケールしますか?');
  const cancelled = await talk.pressed(`cancel ${talk.cardIn(card)}`, talk.someone(yui));
  expect(talk.text(cancelled)).toBe('キャンセルしました。 `shop/api` は変更していません。');
});

test('a channel is told in its own language, whoever asks: from a story’s first post to what came of it', async () => {
  const card = await talk.typed('scale shop/web 4', talk.someone('U0OPERATOR'));
  expect(talk.text(card)).toContain('Scale `shop/web` from 3 to 4 tasks?');
  void talk.pressed(`confirm ${talk.cardIn(card)}`, talk.someone('U0OPERATOR')).catch(() => undefined);
  await sent('chat.postMessage', /^`shop\/web` : <@U0OPERATOR> さんがスケール中 3 → 4/);
  await sent('chat.update', /^`shop\/web` : <@U0OPERATOR> さんがスケール 3 → 4。4\/4 実行中/);
});

test('what is shared is in the language of the channel; in a direct message of who shares it', async () => {
  expect(await says('clusters --share', 'U0OPERATOR')).toMatch(/^クラスター: /);
  const direct = await talk.typed('clusters --share', talk.someone('U0OPERATOR', 'D0DIRECT'));
  expect(talk.text(direct)).toMatch(/^Clusters: /);
});

test('a channel’s language is set in it, by who may, and told in the new language', async () => {
  expect(await says('language ja', 'U0VIEWER01')).toContain('You may not run `language`');
  expect(await says('language fr', yui)).toContain('`fr` には対応していません。');
  void talk.typed('language en', talk.someone(yui)).catch(() => undefined);
  const post = await sent('chat.postMessage', /set the language of this channel to English\./);
  expect(post.to).toBe('C0LOCAL0OPS');
  await expect.poll(() => says('watches', yui)).toContain('<#C0LOCAL0OPS> : 英語で投稿');
  expect(await says('clusters --share', yui)).toMatch(/^Clusters: /);
  void talk.typed('watch shop/* all', talk.someone(yui)).catch(() => undefined);
  await sent('chat.postMessage', /<@U0YUI00001> set a watch: this channel now gets everything about/);
});
