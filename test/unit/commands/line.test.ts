import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLine, undoMarkup } from '../../../src/commands/line/dispatch.ts';

test.each([
  ['', []],
  ['   ', []],
  ['services', ['services']],
  ['  scale   shop/web\t+1 ', ['scale', 'shop/web', '+1']],
  ['scale\u00a0shop/web\u00a04', ['scale', 'shop/web', '4']],
  ['services "my shop"', ['services', 'my shop']],
  ['services “my shop”', ['services', 'my shop']],
  ["services 'my shop'", ['services', 'my shop']],
  ['services ""', ['services', '']],
  ['tasks shop --page=2', ['tasks', 'shop', '--page=2']],
])('%j has the words %j', (text, words) => {
  expect(splitLine(text)).toEqual(words);
});

test.each(['services "shop', "services don't", 'services “shop'])('%s leaves a quote open', (text) => {
  expect(() => splitLine(text)).toThrow(expect.objectContaining({ problem: { code: 'unclosedQuote' } }));
});

test('words without quotes come back in order', () => {
  const word = fc.stringMatching(/^[a-z0-9/+_.:-]{1,20}$/);
  fc.assert(
    fc.property(fc.array(word), (words) => {
      expect(splitLine(words.join('  '))).toEqual(words);
    }),
  );
});

test.each([
  ['service <http://shop/web|shop/web>', 'service shop/web'],
  ['images <https://public.ecr.aws>', 'images https://public.ecr.aws'],
  ['service <mailto:web@shop.example|web@shop.example>', 'service web@shop.example'],
  ['services <#C024BE7LR|ops>', 'services ops'],
  ['services <#C024BE7LR|>', 'services C024BE7LR'],
  ['scale <@U024BE7LR> 2', 'scale U024BE7LR 2'],
  ['audit <@U024BE7LR|olivia>', 'audit U024BE7LR'],
  ['services <!subteam^S0614TZR7|@team>', 'services @team'],
  ['services <!here>', 'services @here'],
  ['services a &amp; b', 'services a & b'],
  ['services &amp;lt;', 'services &lt;'],
  ['services &lt;!channel&gt;', 'services <!channel>'],
  ['services “my shop”', 'services "my shop"'],
  ['services „my shop“', 'services "my shop"'],
  ['services ‘my shop’', "services 'my shop'"],
  ['tasks shop —stopped', 'tasks shop --stopped'],
  ['—stopped', '--stopped'],
  ['service `shop/web`', 'service shop/web'],
  ['`services shop`', 'services shop'],
  ['watch shop/* problems', 'watch shop/* problems'],
  ['service _web_', 'service _web_'],
  ['scale shop/web –1', 'scale shop/web -1'],
  ['scale shop/web −1', 'scale shop/web -1'],
  ['a — b', 'a — b'],
  ['service shop–web', 'service shop-web'],
])('%s was typed as %s', (text, typed) => {
  expect(undoMarkup(text)).toBe(typed);
});

test('what holds nothing of Slack’s stays as it is', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z0-9 /:_.+-]*$/), (text) => {
      expect(undoMarkup(text)).toBe(text);
    }),
  );
});

test('what Slack escaped comes back', () => {
  const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('&', '<', '>', ';', 'a', 'm', 'p', 'lt', '|', '!') }),
      (text) => {
        expect(undoMarkup(escaped(text))).toBe(text);
      },
    ),
  );
});
