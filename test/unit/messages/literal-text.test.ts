import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMrkdwn } from '../../../infra/local/slack/text.ts';
import { code, escapeText, quote } from '../../../src/messages/mrkdwn.ts';

interface Shown {
  readonly text: string;
  /** Everything that is more than letters, or letters of code. */
  readonly marks: readonly string[];
}

/** What a person sees of mrkdwn, by the local Slack. */
function shown(mrkdwn: string): Shown {
  const marks: string[] = [];
  const text = readMrkdwn(mrkdwn)
    .map((block) => {
      if (block.type !== 'rich_text_section') marks.push(block.type);
      return block.elements
        .map((piece) => {
          if (piece.type === 'link') return piece.text ?? piece.url;
          if (piece.type !== 'text') marks.push(piece.type);
          const { bold, italic, strike } =
            (('style' in piece ? piece.style : undefined) as Record<string, unknown>) ?? {};
          if (bold || italic || strike) marks.push('style');
          return 'text' in piece ? String(piece.text) : '';
        })
        .join('');
    })
    .join('');
  return { text, marks };
}

const pieces = [
  '*',
  '_',
  '~',
  '`',
  '```',
  ':fire:',
  ':x:',
  '<!channel>',
  '@here',
  '#general',
  '<@U1>',
  '<https://a.b|c>',
];
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...pieces, '&', '>', '|', ' ', '.', '-', 'bold', 'a', '7', 'あ'),
      fc.string({ maxLength: 3 }),
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((parts) =>
    parts
      .join('')
      .replace(/[\r\n\u2028\u2029\p{Bidi_Control}\v\f]/gu, ' ')
      .trim(),
  )
  .filter((text) => text !== '' && text.isWellFormed());

describe('a text from outside is shown as it was typed', () => {
  it.each([
    'deploy *now* please',
    'set _x_ and ~y~',
    'the `id` is wrong',
    'on :fire: again',
    'ask <!channel> or @here',
    '> quoted',
    '*',
    'my_service_name and 2*3',
  ])('%s', (text) => {
    expect(shown(`Reason: ${escapeText(text)} .`)).toEqual({
      text: `Reason: ${text.replaceAll('`', 'ˋ')} .`,
      marks: [],
    });
  });

  it('whatever it is, at the beginning of a line, in a sentence, in bold letters', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const literal = text.replaceAll('`', 'ˋ');
        expect(shown(escapeText(text))).toEqual({ text: literal, marks: [] });
        expect(shown(`It says: ${escapeText(text)} (again)`)).toEqual({
          text: `It says: ${literal} (again)`,
          marks: [],
        });
        expect(shown(`It says: ${quote(text)}`).marks).toEqual([]);
        expect(shown(`It says: ${code(text)}`).marks).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [':了解:', '`:了解:`'],
    ['all :100: of it', '`all :100: of it`'],
    ['arn:aws:x:*bold*', '`arn:aws:x:*bold*`'],
    ['one\r> two', 'one\n`&gt; two`'],
    ['one\u2028> two', 'one\n`&gt; two`'],
    ['  > two', '  `&gt; two`'],
  ])('%j in code letters', (text, literal) => {
    expect(escapeText(text)).toBe(literal);
  });

  it('what holds no mark-up needs no code letters: names, ARNs, times', () => {
    for (const text of [
      'my_service',
      'arn:aws:ecs:eu-west-1:123456789012:service/shop/web',
      '10:00:00 a - b',
      'x=1;y=2',
    ]) {
      expect(escapeText(text)).toBe(text);
    }
  });
});
