import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { code, cut, escapeText, quote, slackDate } from '../../../src/messages/mrkdwn.ts';
import { paragraphs, section, toMessage } from '../../../src/views/blocks.ts';
import { hostileText } from '../../helpers/hostile.ts';

describe('cut', () => {
  test.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['ab&amp;cd', 6, 'ab…'],
    ['ab&amp;cd', 8, 'ab&amp;…'],
    ['abc😀', 4, 'abc…'],
    ['a <!date^1|x> b', 8, 'a …'],
    ['a <!date^1|x> b', 14, 'a <!date^1|x>…'],
  ])('%j to %i is %j', (text, most, expected) => {
    expect(cut(text, most)).toBe(expected);
  });

  test('never longer than asked, never broken, and the same if it fits', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 100 }), (text, most) => {
        const escaped = escapeText(text);
        const shown = cut(escaped, most);
        expect(shown.length).toBeLessThanOrEqual(most);
        expect(shown.isWellFormed()).toBe(true);
        expect(shown).not.toMatch(/&(?!(?:amp|lt|gt);)/);
        if (escaped.length <= most) expect(shown).toBe(escaped);
      }),
    );
  });
});

describe('text from outside', () => {
  test.each([
    ['<!channel> & <@U1>', '&lt;!channel&gt; &amp; &lt;@U1&gt;'],
    ['&lt;', '&amp;lt;'],
    ['web\u202egnp.exe', 'webgnp.exe'],
    ['\ud800', '\ufffd'],
    ['日本語 😀', '日本語 😀'],
  ])('%j is escaped to %j', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });

  test.each([
    ['web', '`web`'],
    ['a`b', '`a b`'],
    ['a\nb', '`a b`'],
    ['', '` `'],
    ['```', '` `'],
    ['<!here>', '`&lt;!here&gt;`'],
  ])('%j as code is %j', (text, shown) => {
    expect(code(text)).toBe(shown);
  });

  test('code has exactly its two backticks and one line', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(code(text)).toMatch(/^`[^`\n]+`$/);
      }),
    );
  });

  test('a quoted sentence is one line of bounded length', () => {
    expect(quote('  two\n\nlines ')).toBe('two lines');
    expect(quote('x'.repeat(5000))).toHaveLength(300);
  });
});

test('a time in the reader’s zone, with UTC for clients that know none', () => {
  expect(slackDate(new Date('2026-11-23T12:34:56.789Z'))).toBe(
    '<!date^1795437296^{date_short_pretty} {time}|2026-11-23 12:34 UTC>',
  );
});

describe('paragraphs', () => {
  test('of few entries are one section, of none none', () => {
    expect(paragraphs(['a', 'b'])).toEqual([section('a\nb')]);
    expect(paragraphs([])).toEqual([]);
  });

  test('keep every entry whole, in order, within 3,000 characters a section', () => {
    const entries = fc.array(fc.string({ minLength: 1, maxLength: 2900, unit: fc.constantFrom('a', 'b') }));
    fc.assert(
      fc.property(entries, (given) => {
        const texts = paragraphs(given).map((block) => block.text?.text ?? '');
        expect(texts.every((text) => text.length <= 3000)).toBe(true);
        expect(texts.flatMap((text) => text.split('\n'))).toEqual(given);
      }),
    );
  });
});

test('a message of too many blocks ends with a mark, and what is undefined is left out', () => {
  const { blocks } = toMessage(
    'x',
    Array.from({ length: 60 }, () => section('x')),
  );
  expect(blocks).toHaveLength(50);
  expect(blocks.at(-1)).toMatchObject({ type: 'context', elements: [{ text: '…' }] });
  expect(toMessage('x', [undefined, section('x'), undefined]).blocks).toHaveLength(1);
});
