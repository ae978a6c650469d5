import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDate } from '../../../infra/local/slack/format.ts';
import { readMarkdown, readMrkdwn, readPlain } from '../../../infra/local/slack/text.ts';

/** The pieces of a text that is one paragraph. */
const inline = (text: string) => (readMrkdwn(text)[0] as { elements: unknown[] } | undefined)?.elements;
const plain = (text: string, style?: object) => ({ type: 'text', text, ...(style && { style }) });

describe('mrkdwn', () => {
  test.each([
    ['a *bold* b', [plain('a '), plain('bold', { bold: true }), plain(' b')]],
    ['_it_ ~no~', [plain('it', { italic: true }), plain(' '), plain('no', { strike: true })]],
    ['*bold _both_*', [plain('bold ', { bold: true }), plain('both', { bold: true, italic: true })]],
    ['`a*b*`', [plain('a*b*', { code: true })]],
    ['2*3*4 snake_case_name', [plain('2*3*4 snake_case_name')]],
    ['* not bold *', [plain('* not bold *')]],
    ['a &lt;b&gt; &amp; c', [plain('a <b> & c')]],
    ['<@U0OPERATOR>', [{ type: 'user', user_id: 'U0OPERATOR' }]],
    ['<#C0LOCAL0OPS|ops>', [{ type: 'channel', channel_id: 'C0LOCAL0OPS' }]],
    ['<!here>', [{ type: 'broadcast', range: 'here' }]],
    ['<!subteam^S1>', [{ type: 'usergroup', usergroup_id: 'S1' }]],
    [
      '<https://a.b/?x=1&amp;y=2|the link>',
      [{ type: 'link', url: 'https://a.b/?x=1&y=2', text: 'the link' }],
    ],
    ['see https://a.b/c.', [plain('see '), { type: 'link', url: 'https://a.b/c' }, plain('.')]],
    [':white_check_mark: ok', [{ type: 'emoji', name: 'white_check_mark' }, plain(' ok')]],
    [':no_such_thing:', [plain(':no_such_thing:')]],
    [
      '<!date^1795386065^{date_num} {time}^https://a.b|then>',
      [
        {
          type: 'date',
          timestamp: 1795386065,
          format: '{date_num} {time}',
          url: 'https://a.b',
          fallback: 'then',
        },
      ],
    ],
  ])('%s', (text, pieces) => {
    expect(inline(text)).toEqual(pieces);
  });

  test('quotes and preformatted text stand apart', () => {
    expect(readMrkdwn('a\n&gt; b\n> c\n```\nx *y*\n```\nd').map(({ type }) => type)).toEqual([
      ...['rich_text_section', 'rich_text_quote', 'rich_text_preformatted', 'rich_text_section'],
    ]);
  });

  test('no text is lost, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab *_~`\n') }), (text) => {
        const letters = (value: unknown) =>
          JSON.stringify(value).replace(/"[a-z_]+":|"rich_text\w*"|"text"/g, '');
        const count = (value: string) => value.match(/[ab]/g)?.length ?? 0;
        const texts = readMrkdwn(text).flatMap(({ elements }) =>
          elements.map((one) => letters((one as { text: string }).text)),
        );
        expect(count(texts.join(''))).toBe(count(text));
      }),
    );
  });
});

test('plain text knows emoji only', () => {
  expect(readPlain(':rocket: *a* <b>')).toEqual([
    { type: 'rich_text_section', elements: [{ type: 'emoji', name: 'rocket' }, plain(' *a* <b>')] },
  ]);
  expect(readPlain(':rocket:', false)).toEqual([
    { type: 'rich_text_section', elements: [plain(':rocket:')] },
  ]);
});

test('Markdown: headings, lists, links, code, tables', () => {
  const read = readMarkdown(
    '# Title\n- one\n- **two**\n  1. in\n\n[a](https://b.c)\n\n| a |\n|---|\n\n```sh\nls\n```',
  );
  expect(read).toMatchObject([
    { type: 'rich_text_section', elements: [plain('Title', { bold: true })] },
    { type: 'rich_text_list', style: 'bullet', elements: [{}, { elements: [plain('two', { bold: true })] }] },
    { type: 'rich_text_list', style: 'ordered', indent: 1 },
    { type: 'rich_text_section', elements: [{ type: 'link', url: 'https://b.c', text: 'a' }] },
    { type: 'rich_text_preformatted', elements: [plain('| a |\n|---|')] },
    { type: 'rich_text_preformatted', elements: [plain('ls')] },
  ]);
});

test('dates follow their template', () => {
  const noon = new Date(2026, 10, 23, 12, 0, 5).getTime();
  const write = (format: string, at = noon) => formatDate(at / 1000, format, noon, 'en-US');
  expect(write('{date_num}')).toBe('2026-11-23');
  expect(write('{date_short} at {time}')).toMatch(/^Nov 23, 2026 at 12:00\sPM$/);
  expect(write('{date_pretty}')).toBe('today');
  expect(write('{date_long_pretty}', noon - 86_400_000)).toBe('yesterday');
  expect(write('{ago}', noon - 180_000)).toBe('3 minutes ago');
  expect(write('{time_secs} {unknown}')).toMatch(/^12:00:05\sPM \{unknown\}$/);
});
